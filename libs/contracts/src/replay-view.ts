/** Header of a request from a page that shows the past, and its value there: whatever would change or command something is refused. */
export const VIEW_HEADER = 'linetwin-view';
export const REPLAY_VIEW = 'replay';
