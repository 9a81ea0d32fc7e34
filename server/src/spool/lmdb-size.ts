import type { Database, RootDatabase } from 'lmdb';

interface TreeFigures {
  pageSize: number;
  treeBranchPageCount: number;
  treeLeafPageCount: number;
  overflowPages: number;
}

/**
 * What an LMDB store holds, bytes. Its file says less: it keeps the size that it once had, and pages that were freed are used
 * again.
 */
export function bytesInUse(root: RootDatabase, tables: readonly Database[]): number {
  const whole = root.getStats() as TreeFigures & { root: TreeFigures; free: TreeFigures };
  const trees = [whole.root, whole.free, ...tables.map((table) => table.getStats() as TreeFigures)];
  return trees.reduce((sum, tree) => sum + bytesOf(tree), 0);
}

function bytesOf(tree: TreeFigures): number {
  return (tree.treeBranchPageCount + tree.treeLeafPageCount + tree.overflowPages) * tree.pageSize;
}
