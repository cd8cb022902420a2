/**
 * What the use cases need from the world. Adapters keep these promises. Store verbs: `get` throws not_found, `find` answers
 * undefined, `list` pages, `add` never replaces (it answers what stands: the very object given, if that was added), `save` replaces. A store that cannot be reached
 * throws `unavailable`.
 */
import type { ApiKey, Caller, KeyMode, Scope } from "./api-key.ts";
import type { AuditEntry } from "./audit-entry.ts";
import type { Day, Slot } from "./calendar.ts";
import type { Claim, Customer, CustomerFacts, Identity, Reservation } from "./customer.ts";
import type { CustomerMove } from "./customer-move.ts";
import type { Goal } from "./goal.ts";
import type { CallLease, CallStanding, KeyedCall } from "./idempotency.ts";
import type { Interaction } from "./interaction.ts";
import type { Invitation, Move, MoveChanges, Postponement } from "./invitation.ts";
import type { Issue, SolvedIssue } from "./issue.ts";
import type { Folds } from "./kpi/fold.ts";
import type { RecordKind } from "./kpi/fold-kinds.ts";
import type { FoldKind } from "./kpi/kpi.ts";
import type { Mail, SendQuota, SendResult } from "./mail.ts";
import type { Feedback } from "./mail-feedback.ts";
import type { CountName, DurationName } from "./metric-names.ts";
import type { DecisionKind, QuarantinedAnswer } from "./quarantine.ts";
import type { Allowance, RateLimit } from "./rate-limit.ts";
import type { Decision, Response, ResponseRecord } from "./response.ts";
import type { SendFence, TableIdentity } from "./send-fence.ts";
import type { DeliveryRecord, Source, SourceChange } from "./source.ts";
import type { InteractionRecords } from "./story.ts";
import type { SuppressedAddress, SuppressionWish } from "./suppression.ts";
import type { Survey, SurveyVersion } from "./survey.ts";
import type { Instant } from "./time.ts";
import type { SendingPause, Workspace, WorkspaceChange } from "./workspace.ts";

export interface Services {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly links: Links;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly workspaces: WorkspaceStore;
  readonly apiKeys: ApiKeyStore;
  readonly sources: SourceStore;
  readonly deliveries: DeliveryStore;
  readonly surveys: SurveyStore;
  readonly customers: CustomerStore;
  readonly suppressions: SuppressionStore;
  readonly interactions: InteractionStore;
  readonly invitations: InvitationStore;
  readonly responses: ResponseStore;
  readonly quarantine: QuarantineStore;
  readonly auditLog: AuditLog;
  readonly issues: IssueStore;
  readonly customerMoves: CustomerMoveStore;
  readonly staleSlots: StaleSlotStore;
  readonly figures: FigureStore;
  readonly goals: GoalStore;
  readonly leases: LeaseStore;
  readonly heartbeat: Heartbeat;
  readonly mailedDays: MailedDays;
  readonly sendFence: SendFenceStore;
  readonly idempotency: IdempotencyStore;
  readonly rateLimiter: RateLimiter;
}

/** What a job that sends mail has besides. */
export interface SendingServices extends Services {
  readonly mailer: Mailer;
}

export interface Settings {
  readonly publicUrl: string;
  readonly fromAddress: string;
  readonly markRestSeconds: number;
  /** Whether haste and a program's name speak against an answer; see verdict.ts. */
  readonly judgesHaste: boolean;
  readonly recordRetentionDays: number;
  /** Of each API key and each source. */
  readonly keyRateLimit: RateLimit;
}

export interface Clock {
  now(): Instant;
  /** Real time passes, whatever the clock shows. */
  sleep(milliseconds: number): Promise<void>;
}

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

export interface Metrics {
  count(name: CountName, value?: number): void;
  measure(name: DurationName, seconds: number): void;
}

/** Ids that are hashes where a retry must meet its own items, else random. */
export interface Ids {
  /** Random bytes in base62: 8 bytes are 11 characters, 16 are 22. */
  random(bytes: 8 | 16): string;
  /** 256 random bits for a secret, which whoever is to hold it writes in their own way. */
  secret(): Uint8Array;
  /** The same for the same bytes, and for no others. */
  digest(bytes: Uint8Array): string;
  /** The customer id that an identity owns in a workspace; what test interactions name are other customers. */
  customer(workspace: Pick<Workspace, "salt">, identity: Identity, test?: boolean): string;
  /** The interaction's id: of the business's id or idempotency key, else random. */
  interaction(customerId: string, source: { businessId?: string; idempotencyKey?: string }): string;
  /** The id of the one invitation an interaction and survey can make. */
  invitation(interactionId: string, surveyId: string): string;
  /** The id of what a workspace's interactions call by one `issueId`. */
  issue(issueId: string): string;
  /** The lot of a customer in a survey's sampling, from 0 to below 100: always the same, and another in every survey. */
  lot(customerId: string, surveyId: string): number;
}

/** A consistent read sees every write before it, at twice the price. */
export interface Consistency {
  readonly consistent?: boolean;
}

export interface InvitationRef {
  readonly workspaceId: string;
  readonly id: string;
}

export type LinkPurpose = "survey" | "unsubscribe";

/** Signed links: they carry the key of their invitation and a power that is named by their purpose. */
export interface Links {
  url(purpose: LinkPurpose, invitation: InvitationRef): Promise<string>;
  /** The invitation a token was made for, or undefined for anything we did not sign for this purpose. */
  open(purpose: LinkPurpose, token: string): Promise<InvitationRef | undefined>;
  /** What the form of an invitation's page carries, so that it is known where and when it was served. */
  nonce(invitation: InvitationRef, servedAt: Instant): Promise<string>;
  /** When the page was served whose nonce this is; undefined for anything we did not make for this invitation. */
  openNonce(invitation: InvitationRef, nonce: string): Promise<Instant | undefined>;
}

export interface Mailer {
  /** One call, never repeated; never throws for what the mail service says. */
  send(mail: Mail): Promise<SendResult>;
  quota(): Promise<SendQuota>;
}

export interface WorkspaceStore {
  get(id: string, options?: Consistency): Promise<Workspace>;
  find(id: string, options?: Consistency): Promise<Workspace | undefined>;
  add(workspace: Workspace): Promise<void>;
  change(id: string, change: WorkspaceChange): Promise<Workspace>;
  /** Stops its sending. False when it is stopped already, or was taken up again since `workspace` was read. */
  pauseSending(workspace: Workspace, pause: SendingPause): Promise<boolean>;
  /** Ids of all workspaces, in pages. */
  all(): AsyncIterable<string>;
}

export interface ApiKeyStore {
  /** The key with its secret, which is never to be had again. */
  create(key: {
    workspaceId: string;
    name: string;
    mode: KeyMode;
    scopes: readonly Scope[];
  }): Promise<{ key: ApiKey; secret: string }>;
  /** The caller behind a whole key, or undefined for one that is malformed, unknown, wrong or revoked. */
  authenticate(presented: string): Promise<Caller | undefined>;
  list(workspaceId: string): Promise<ApiKey[]>;
  /** Answers the key; revoking twice is harmless. Throws not_found for another workspace's. */
  revoke(workspaceId: string, id: string): Promise<ApiKey>;
}

/** A source beside what its deliveries are held against. */
export interface OpenSource {
  readonly workspace: Workspace;
  readonly source: Source;
  /** The present one and those that it replaced and that are accepted for some time; none until it has one. */
  readonly secrets: readonly string[];
}

/** The secrets that it keeps are never in a source; `open` alone tells them. */
export interface SourceStore {
  /** The source an id leads to, in whichever workspace: only for what is then held against its secrets. */
  open(id: string): Promise<OpenSource | undefined>;
  get(workspaceId: string, id: string): Promise<Source>;
  list(workspaceId: string): Promise<Source[]>;
  add(source: Source, secret: string | undefined): Promise<void>;
  change(workspaceId: string, id: string, change: SourceChange): Promise<Source>;
  /** Gives it another secret; those before are accepted until a time. Throws conflict when somebody else did so meanwhile. */
  rotate(workspaceId: string, id: string, secret: string, oldUntil: Instant): Promise<Source>;
  remove(workspaceId: string, id: string): Promise<Source>;
}

/** What sources have sent, for thirty days. */
export interface DeliveryStore {
  add(delivery: DeliveryRecord): Promise<void>;
  /** Newest first. */
  list(sourceId: string, limit: number): Promise<DeliveryRecord[]>;
}

export interface IdempotencyStore {
  /** Takes the lease of a call, or tells what stands under its key. */
  begin(call: KeyedCall): Promise<CallStanding>;
  /** Writes down what was answered, undefined for what is not to be shown again; nothing when the lease has been lost. */
  answer(lease: CallLease, answer: string | undefined): Promise<void>;
  /** Ends the lease unanswered, so that the next one runs. */
  giveUp(lease: CallLease): Promise<void>;
}

export interface RateLimiter {
  /** Takes one request of a subject; one that is not allowed takes nothing. Approximate across processes, see record 16. */
  take(workspaceId: string, subject: string, limit: RateLimit): Promise<Allowance>;
}

export interface SurveyStore {
  get(workspaceId: string, id: string, options?: Consistency): Promise<Survey>;
  find(workspaceId: string, id: string, options?: Consistency): Promise<Survey | undefined>;
  getVersion(workspaceId: string, id: string, version: number): Promise<SurveyVersion>;
  /** Newest first, those before a version where one is told. */
  listVersions(workspaceId: string, id: string, limit: number, before?: number): Promise<SurveyVersion[]>;
  list(workspaceId: string): Promise<Survey[]>;
  /** As `list`, kept in the process while the workspace's revision stands. */
  listKept(workspace: Workspace): Promise<readonly Survey[]>;
  /** As `get`, kept in the process while the workspace's revision stands. */
  getKept(workspace: Workspace, id: string): Promise<Survey>;
  add(survey: Survey): Promise<void>;
  /** Saves the next version. Throws conflict when somebody else saved one meanwhile. */
  save(survey: Survey): Promise<void>;
  /** Pauses, archives or resumes; no new version. Throws conflict where the status is not reached from the one it has. */
  setStatus(workspaceId: string, id: string, status: Survey["status"]): Promise<Survey>;
}

export interface CustomerStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<Customer | undefined>;
  /** The customer with their interactions, newest first, and all that became of them. A page may be short. */
  findJourney(query: JourneyQuery): Promise<Journey | undefined>;
  /** The customer an identity is an alias of. */
  findAlias(workspaceId: string, identityId: string, options?: Consistency): Promise<string | undefined>;
  add(customer: Customer): Promise<Customer>;
  /** Answers the owner of the alias, which is another if it was taken. */
  addAlias(workspaceId: string, identityId: string, customerId: string): Promise<string>;
  /** Writes facts and newly met identities; another address than the one that bounced lifts the bounce. */
  learn(
    customer: Customer,
    news: CustomerFacts,
    identities: readonly string[],
    conflicts: readonly string[],
  ): Promise<Customer>;
  /**
   * Takes the claim and reserves the throttle in one write, on the condition that what was decided upon still holds.
   * False when anything has changed since `customer` was read.
   */
  claim(customer: Customer, claim: Claim, reserve: boolean): Promise<boolean>;
  /**
   * Reserves the throttle for a link that the business hands over. False when anything has changed that was decided upon since
   * `customer` was read.
   */
  reserve(customer: Customer, surveyId: string, reservation: Reservation): Promise<boolean>;
  /** Gives the claim back and restores what it had reserved; harmless when it is no longer held. */
  release(customer: Customer, claim: Claim): Promise<void>;
  /** Ends the mailing of one survey to the customer; the first time stands. */
  stopSurvey(workspaceId: string, id: string, surveyId: string, at: Instant): Promise<void>;
  /** Takes that back. */
  resumeSurvey(customer: Customer, surveyId: string): Promise<void>;
}

type Salted = Pick<Workspace, "id" | "salt">;

/** What came of the wish to suppress an address. */
export interface WrittenSuppression {
  readonly suppression: SuppressedAddress;
  readonly isNew: boolean;
  /** When that changed what stood before. */
  readonly changedAt?: Instant;
}

/** Addresses that are never to be mailed, and the customers who are not because of one. */
export interface SuppressionStore {
  find(workspaceId: string, id: string): Promise<SuppressedAddress | undefined>;
  /** What an address is not mailed for: its own suppression, or the one that the customer came with who has it now. */
  findByAddress(workspace: Salted, address: string): Promise<SuppressedAddress | undefined>;
  /**
   * Those of the address that a customer has now and of the one that their own suppression came with; that itself, where the
   * address does not say it.
   */
  ofCustomer(workspace: Salted, customer: Customer): Promise<SuppressedAddress[]>;
  /** Whether the address is suppressed for the workspace, whichever customer has it. */
  isSuppressed(workspace: Salted, address: string, options?: Consistency): Promise<boolean>;
  /**
   * Ends all mailing of addresses and of the customers who have them now, a claim of theirs under way included. Answers what
   * stands, in the order of the wishes.
   */
  suppress(workspace: Salted, wishes: readonly SuppressionWish[]): Promise<WrittenSuppression[]>;
  /** Ends all mailing of a customer, by their own choice, and of the address they have now. */
  unsubscribe(workspace: Salted, customerId: string, at: Instant): Promise<void>;
  /**
   * Takes a suppression back, of the address and of the customers who have it; false when it has changed meanwhile. What they
   * chose themselves stands again where another reason is taken back.
   */
  lift(workspace: Salted, suppression: SuppressedAddress): Promise<boolean>;
  /** By when they were written down. */
  list(query: ListQuery): Promise<Page<SuppressedAddress>>;
}

export interface InteractionStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<Interaction | undefined>;
  /** The commit. Answers the interaction that stands, which is another when it was there already. */
  add(interaction: Interaction): Promise<Interaction>;
  list(query: InteractionQuery): Promise<Page<Interaction>>;
  /** Those that occurred in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<Interaction[]>;
  /** Those by which a customer comes or goes, read consistently. */
  lifecycleOf(workspaceId: string, customerId: string): Promise<Interaction[]>;
}

export interface IssueStore {
  /** Read consistently. */
  find(workspaceId: string, id: string): Promise<Issue | undefined>;
  /** Saves the next revision, the first where there is none; false when somebody else did meanwhile. */
  save(issue: Issue): Promise<boolean>;
  /** Solved ones that count, by when they were first solved. */
  list(query: ListQuery): Promise<Page<SolvedIssue>>;
  /** Those of the list in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<SolvedIssue[]>;
}

/** Moves of customers, which do not expire: from the last one it is known whether a customer is active. */
export interface CustomerMoveStore {
  /** All of a customer, in order, read consistently. */
  ofCustomer(workspaceId: string, customerId: string): Promise<CustomerMove[]>;
  save(move: CustomerMove): Promise<void>;
  remove(move: CustomerMove): Promise<void>;
  list(query: ListQuery): Promise<Page<CustomerMove>>;
  /** Those of the list in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<CustomerMove[]>;
}

export interface InvitationStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<Invitation | undefined>;
  /** Every invitation of a customer, read consistently. */
  ofCustomer(workspaceId: string, customerId: string): Promise<Invitation[]>;
  add(invitation: Invitation): Promise<Invitation>;
  /** Settled ones, by when they were sent, or else settled. */
  list(query: ListQuery): Promise<Page<Invitation>>;
  /** Those of the list in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<Invitation[]>;
  /** Ids of what is due in a workspace, longest due first, read as far as they are taken. */
  due(workspaceId: string, now: Instant): AsyncIterable<string>;
  /** Makes a move of the table. False when status, step or attempt are no longer what `invitation` says. */
  move(invitation: Invitation, move: Move, at: Instant, changes?: MoveChanges): Promise<boolean>;
  /** Acts at another time; false as for `move`, and when somebody else has set another one meanwhile. */
  postpone(invitation: Invitation, dueAt: Instant, why?: Postponement): Promise<boolean>;
  /** Notes what became of its mails; false when another mail or event was noted since `invitation` was read. */
  recordFeedback(invitation: Invitation, feedback: Feedback): Promise<boolean>;
}

export interface ResponseStore {
  /** The response, if there is one that counts. */
  find(workspaceId: string, id: string, options?: Consistency): Promise<Response | undefined>;
  /** What is kept of the answers to an invitation, even when none of them counts. */
  findRecord(workspaceId: string, id: string, options?: Consistency): Promise<ResponseRecord | undefined>;
  add(record: ResponseRecord): Promise<ResponseRecord>;
  /** Saves the next revision; false when somebody else did meanwhile. */
  save(record: ResponseRecord): Promise<boolean>;
  list(query: ListQuery): Promise<Page<Response>>;
  /** Counted and quarantined answers in one list. */
  listAll(query: ListQuery): Promise<Page<Response | QuarantinedAnswer>>;
  /** The responses first counted in a slot. */
  inSlot(workspaceId: string, slot: Slot): Promise<Response[]>;
}

export interface QuarantineStore {
  find(workspaceId: string, id: string, options?: Consistency): Promise<QuarantinedAnswer | undefined>;
  /** Every one of an invitation, in the order in which they went into quarantine. */
  ofInvitation(workspaceId: string, invitationId: string): Promise<QuarantinedAnswer[]>;
  add(answer: QuarantinedAnswer): Promise<QuarantinedAnswer>;
  /** Writes down a decision on what was read. Undefined when another has been made since. */
  decide(answer: QuarantinedAnswer, kind: DecisionKind, decision: Decision): Promise<QuarantinedAnswer | undefined>;
  /** What has not been released, by when it was given. */
  list(query: ListQuery): Promise<Page<QuarantinedAnswer>>;
}

export interface AuditLog {
  /** The same entry twice is one. */
  add(entry: AuditEntry): Promise<void>;
  list(query: ListQuery): Promise<Page<AuditEntry>>;
}

/** Newest first between two instants, `from` inclusive and `to` exclusive. */
export interface ListQuery {
  readonly workspaceId: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface InteractionQuery extends ListQuery {
  /** Whose they are; default everybody's. */
  readonly customerId?: string;
}

export interface JourneyQuery {
  readonly workspaceId: string;
  readonly customerId: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Journey extends Page<InteractionRecords> {
  readonly customer: Customer;
}

export interface StaleSlot {
  readonly kind: RecordKind;
  readonly slot: Slot;
  readonly markId: string;
  /** For a mark that was made for later: from when it holds. */
  readonly notBefore?: Instant;
  /** Since when its figures lack something. */
  readonly staleSince: Instant;
  /** False while the slot was marked again so lately that its records may not be in the index yet. */
  readonly isRested: boolean;
}

export interface Mark extends Pick<StaleSlot, "kind" | "slot" | "notBefore"> {
  readonly workspaceId: string;
  readonly at: Instant;
}

export interface StaleSlotStore {
  /** Marks a slot anew; a mark that stands gets another id. One for later stands beside one for now. */
  mark(mark: Mark): Promise<void>;
  /** Slots first marked before an instant, and those that were to be marked by then. */
  list(workspaceId: string, before: Instant, limit: number): Promise<StaleSlot[]>;
  /** Takes the mark away unless the slot was marked again. */
  unmark(workspaceId: string, mark: StaleSlot): Promise<void>;
}

/** A fold as it is kept: `version` is 0 when there is none yet, and what overwriting is conditional on. */
export interface Versioned<T> {
  readonly version: number;
  readonly content: T;
}

/** Whose folds they are; of all surveys together, or of what no survey applied to, where kpi/fold.ts says so. */
export interface FoldKey {
  readonly workspaceId: string;
  readonly kind: FoldKind;
  readonly surveyId: string;
}

/** One dimension of them, which comes with the overall fold. */
export interface DimensionKey extends FoldKey {
  readonly dimension: string;
}

export interface SlotFold extends Pick<FoldKey, "surveyId"> {
  readonly slot: Slot;
  readonly folds: Folds;
}

export interface DayFold {
  readonly day: Day;
  readonly folds: Folds;
  readonly computedAt: Instant;
}

/** What stands of a day or snapshot: the version of all its dimensions, and which of them there have ever been. */
export interface Standing {
  readonly version: number;
  readonly dimensions: readonly string[];
}

/** A standard window without its open last day, and the whole window before it. */
export interface Snapshot {
  /** The as-of day of the window, which is not in it yet. */
  readonly day: Day;
  readonly current: Folds;
  readonly previous: Folds;
  readonly computedAt: Instant;
}

export interface StandingSnapshot extends Standing {
  readonly content: Snapshot;
}

/** The zone and day for which a workspace's days and snapshots stand. */
export interface Horizon {
  readonly day: Day;
  readonly timeZone: string;
  /** Zones of which days may stand while a changed zone is being taken over. */
  readonly rebuilding?: readonly string[];
}

/**
 * Folds and snapshots. Every `save…` answers false when the version it was based on has been overtaken. What only jobs read
 * is read consistently, because it was written a moment ago.
 */
export interface FigureStore {
  /** Folds of a kind in a slot by survey. */
  slotFolds(workspaceId: string, kind: FoldKind, slot: Slot): Promise<Map<string, Versioned<Folds>>>;
  saveSlotFold(key: FoldKey, slot: Slot, fold: Versioned<Folds>): Promise<boolean>;
  /** Every fold of a kind from one slot until before another, in order. */
  slotFoldsBetween(workspaceId: string, kind: FoldKind, from: Slot, until: Slot): Promise<SlotFold[]>;
  /** Every slot in which any survey has a fold of a kind. */
  slotsWithFolds(workspaceId: string, kind: FoldKind): Promise<Pick<SlotFold, "slot" | "surveyId">[]>;
  standingDay(key: FoldKey, day: Day): Promise<Standing>;
  /** In every dimension that it has or that stands. */
  saveDay(key: FoldKey, fold: DayFold, standing: Standing): Promise<boolean>;
  /** Folds of days from day to day, both inclusive, overall and of the one dimension. */
  days(key: DimensionKey, from: Day, to: Day, options?: Consistency): Promise<DayFold[]>;
  /** Those of several days that have a fold, each with its dimensions. */
  dimensionsOn(key: FoldKey, days: readonly Day[]): Promise<Map<Day, readonly string[]>>;
  /** Dimensions in which any of the days has a fold. */
  dimensionsOf(key: FoldKey, from: Day, to: Day): Promise<string[]>;
  snapshot(key: DimensionKey, windowDays: number, options?: Consistency): Promise<Snapshot | undefined>;
  /** Those of all standard windows, by their days. */
  snapshots(key: DimensionKey): Promise<Map<number, StandingSnapshot>>;
  /** In every dimension that it has or that stands. */
  saveSnapshot(key: FoldKey, windowDays: number, snapshot: Snapshot, standing: Standing): Promise<boolean>;
  /** Every kind and survey that has days. */
  dated(workspaceId: string): Promise<Pick<FoldKey, "kind" | "surveyId">[]>;
  /** To be noted before the first of its days. */
  noteDated(key: FoldKey): Promise<void>;
  horizon(workspaceId: string, options?: Consistency): Promise<Horizon | undefined>;
  saveHorizon(workspaceId: string, horizon: Horizon): Promise<void>;
}

export interface GoalStore {
  get(workspaceId: string, id: string): Promise<Goal>;
  /** All of a workspace, newest first. */
  list(workspaceId: string): Promise<Goal[]>;
  add(goal: Goal): Promise<void>;
  /** Saves the next revision; false when somebody else did, or removed it, meanwhile. */
  save(goal: Goal): Promise<boolean>;
  /** Answers what stood. */
  remove(workspaceId: string, id: string): Promise<Goal>;
}

/** Keeps two runs of a job from working at once. */
export interface LeaseStore {
  /** False while somebody else holds it. */
  acquire(job: string, holder: string, now: Instant, seconds: number): Promise<boolean>;
  release(job: string, holder: string): Promise<void>;
}

/** The fence of the table that is used, see send-fence.ts. Read consistently. */
export interface SendFenceStore {
  /** The table itself, as its engine knows it now. */
  table(): Promise<TableIdentity>;
  find(): Promise<SendFence | undefined>;
  add(fence: SendFence): Promise<SendFence>;
  /** False when another table than in `standing` may send by now. */
  save(fence: SendFence, standing: SendFence): Promise<boolean>;
}

/** Proof that the mail service's events arrive: when SES took the latest mail whose Send event came back. */
export interface Heartbeat {
  beat(acceptedAt: Instant): Promise<void>;
  last(): Promise<Instant | undefined>;
}

/**
 * How many first mails of a workspace have left on one local day, as the last run counted them. It is a fold of the settled
 * invitations; the next count goes on from `sureUntil`, up to which the list of them was complete.
 */
export interface MailedDay {
  readonly day: Day;
  readonly count: number;
  readonly sureCount: number;
  readonly sureUntil: Instant;
}

export interface MailedDays {
  /** The day counted last. */
  find(workspaceId: string): Promise<MailedDay | undefined>;
  save(workspaceId: string, mailed: MailedDay): Promise<void>;
}
