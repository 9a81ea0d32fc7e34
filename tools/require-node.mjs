// Plain JavaScript that any Node since 12 can parse: it must be able to tell an old Node that it is old.
// npm puts node_modules/.bin first on the PATH of its scripts, so after `npm install` the Node 24 of the
// `node` package answers here even where the machine itself has only Node 20.
const needed = Number(process.argv[2]);
const running = Number(process.versions.node.split('.')[0]);
if (running < needed) {
  const remedy =
    needed >= 24
      ? 'Run "npm install" first (it brings Node 24 along), then start through npm ("npm start", "npm test").'
      : 'Install Node ' + needed + ' or newer from https://nodejs.org and try again.';
  console.error(
    'Linetwin needs Node ' +
      needed +
      ' or newer here, but this is Node ' +
      process.versions.node +
      '. ' +
      remedy,
  );
  process.exit(1);
}
