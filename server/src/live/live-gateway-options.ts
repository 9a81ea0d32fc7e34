/** One connection carries what is live and what is past, so that all gateways on it say the same. */
export const LIVE_GATEWAY = {
  path: '/live',
  transports: ['websocket' as const],
  serveClient: false,
  perMessageDeflate: false,
  // Clients only ever send small requests.
  maxHttpBufferSize: 64 * 1024,
};
