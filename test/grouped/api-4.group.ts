import { runShare } from '../support/groups';

runShare('test/api', 4, 4);
