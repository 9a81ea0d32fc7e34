/**
 * Whether a topic lies below one of the paths (`site/area/line` or `site/area/line/machine`).
 */
export function coversTopic(paths: readonly string[], topic: string): boolean {
  return paths.some((path) => topic.startsWith(path) && topic[path.length] === '/');
}

/**
 * Whether every topic that a filter matches lies below one of the paths: the filter begins with the whole path, level by level and
 * without wildcards, and goes on below it.
 */
export function coversFilter(paths: readonly string[], filter: string): boolean {
  const levels = filter.split('/');
  return paths.some((path) => {
    const own = path.split('/');
    return levels.length > own.length && own.every((level, i) => levels[i] === level);
  });
}

/** A shared subscription hides the filter behind its group. */
export function isShared(filter: string): boolean {
  return filter.startsWith('$');
}
