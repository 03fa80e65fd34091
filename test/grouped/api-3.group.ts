import { runShare } from '../support/groups';

runShare('api', 3, 4);
