import { runShare } from '../support/groups';

runShare('test/api', 1, 4);
