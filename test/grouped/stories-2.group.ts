import { runShare } from '../support/groups';

runShare('stories', 2, 4);
