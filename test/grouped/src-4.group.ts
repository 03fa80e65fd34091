import { runShare } from '../support/groups';

runShare('src', 4, 4);
