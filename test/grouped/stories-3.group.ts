import { runShare } from '../support/groups';

runShare('stories', 3, 4);
