import { runShare } from '../support/groups';

runShare('src', 1, 4);
