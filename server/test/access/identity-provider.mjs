import { OAuth2Server } from 'oauth2-mock-server';

/**
 * An identity provider of OpenID Connect, in a process of its own: it signs in whoever comes. Each message to it holds the
 * claims of the next ones and is answered; the first thing it says is its address.
 */
let claims = {};
const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
server.service.on('beforeTokenSigning', (token) => Object.assign(token.payload, claims));
process.on('message', (next) => {
  claims = next;
  process.send('taken');
});
process.on('disconnect', () => process.exit(0));
process.send(server.issuer.url);
