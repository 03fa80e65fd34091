import { runShare } from '../support/groups';

runShare('test/stories', 4, 4);
