import { runShare } from '../support/groups';

runShare('test/stories', 2, 4);
