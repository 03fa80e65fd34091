import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ChargeEvidence } from './evidence/charge-evidence.service';
import { EvidenceController } from './evidence/evidence.controller';
import { FileProfilesController } from './files/file-profiles.controller';
import { FileProfiles } from './files/file-profiles.service';
import { StatementImport } from './files/statement-import.service';
import { StatementsController } from './files/statements.controller';
import { Statements } from './files/statements.service';
import { FindingsController } from './findings/findings.controller';
import { Findings } from './findings/findings.service';
import { IncidentsController } from './findings/incidents.controller';
import { Incidents } from './findings/incidents.service';
import { OperatorsNamed } from './matching/operators-named.service';
import { ReconciliationsController } from './matching/reconciliations.controller';
import { Reconciliations } from './matching/reconciliations.service';
import { ReportsController } from './reports/reports.controller';
import { Reports } from './reports/reports.service';
import { SettlementFilesController } from './settlement/settlement-files.controller';
import { SettlementFiles } from './settlement/settlement-files.service';

/** Operators' books and ours: their files, our own, and what becomes of the difference. */
@Module({
  imports: [AccessModule],
  controllers: [
    FileProfilesController,
    StatementsController,
    SettlementFilesController,
    ReconciliationsController,
    FindingsController,
    IncidentsController,
    EvidenceController,
    ReportsController,
  ],
  providers: [
    FileProfiles,
    Statements,
    StatementImport,
    SettlementFiles,
    OperatorsNamed,
    Reconciliations,
    Findings,
    Incidents,
    ChargeEvidence,
    Reports,
  ],
  exports: [ChargeEvidence],
})
export class ReconciliationModule {}
