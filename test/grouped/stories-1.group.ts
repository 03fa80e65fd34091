import { runShare } from '../support/groups';

runShare('stories', 1, 4);
