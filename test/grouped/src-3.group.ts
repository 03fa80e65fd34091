import { runShare } from '../support/groups';

runShare('src', 3, 4);
