/**
 * As whom PostgreSQL runs. It refuses root, so root runs it in a user namespace where root is called 1000 (files stay
 * root's), or under another uid.
 */
export type RunAs =
  | { readonly type: 'self' }
  | { readonly type: 'namespace' }
  | { readonly type: 'user'; readonly uid: number; readonly gid: number };

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** How to start a program as that. `unshare` execs it, so the pid is the program's own and signals reach it. */
export function commandAs(runAs: RunAs, file: string, args: readonly string[]): Command {
  switch (runAs.type) {
    case 'self':
      return { file, args };
    case 'namespace':
      return { file: 'unshare', args: ['-U', '--map-user=1000', '--map-group=1000', file, ...args] };
    case 'user':
      return { file, args, uid: runAs.uid, gid: runAs.gid };
  }
}
