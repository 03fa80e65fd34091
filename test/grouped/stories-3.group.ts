import { runShare } from '../support/groups';

runShare('test/stories', 3, 4);
