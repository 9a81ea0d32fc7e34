import { connect } from 'node:net';

/** PGlite as the server embeds it, or PostgreSQL. */
export type SharedDatabaseKind = 'embedded' | 'postgres';

/**
 * Address of a data base that the test files of one worker of Jest share one after the other; started for the first that asks.
 * What earlier files left in it is still there.
 *
 * @throws Error when the project's tests have no keeper of data bases (server/test/databases), or it could not start one
 */
export async function sharedDatabase(kind: SharedDatabaseKind): Promise<string> {
  const { TEST_DATABASES: keeper, JEST_WORKER_ID: worker } = process.env;
  if (!keeper)
    throw new Error('no keeper of data bases: name server/test/databases/setup.mjs as globalSetup');
  const socket = connect(keeper);
  socket.setEncoding('utf8').write(`${kind} ${worker}`);
  const url = (await socket.toArray()).join('');
  if (!url.startsWith('postgres')) throw new Error(`no data base for this test: ${url}`);
  return url;
}
