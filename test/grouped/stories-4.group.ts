import { runShare } from '../support/groups';

runShare('stories', 4, 4);
