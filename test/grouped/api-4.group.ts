import { runShare } from '../support/groups';

runShare('api', 4, 4);
