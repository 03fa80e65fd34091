import { runShare } from '../support/groups';

runShare('test/api', 2, 4);
