import { runShare } from '../support/groups';

runShare('api', 2, 4);
