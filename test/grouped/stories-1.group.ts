import { runShare } from '../support/groups';

runShare('test/stories', 1, 4);
