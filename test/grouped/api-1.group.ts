import { runShare } from '../support/groups';

runShare('api', 1, 4);
