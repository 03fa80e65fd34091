import { runShare } from '../support/groups';

runShare('src', 2, 4);
