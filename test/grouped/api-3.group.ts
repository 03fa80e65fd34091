import { runShare } from '../support/groups';

runShare('test/api', 3, 4);
