-- Schema 1 of a tissu store. docs/store-format.md says what each column means.
-- NULL is "missing"; no text is empty. Dates are 2018, 2018-05 or 2018-05-31. Lists of texts and
-- attributes are JSON. `position` orders the items of a list; NULL: a record of its own.

CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    source TEXT,
    source_kind TEXT,
    applied_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0)
) STRICT;

CREATE TABLE batch_count (
    batch_id INTEGER NOT NULL REFERENCES batch,
    table_name TEXT NOT NULL,
    read INTEGER NOT NULL CHECK (read = kept + rejected),
    kept INTEGER NOT NULL CHECK (kept >= repaired),
    repaired INTEGER NOT NULL CHECK (repaired >= 0),
    rejected INTEGER NOT NULL CHECK (rejected >= 0),
    PRIMARY KEY (batch_id, table_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch,
    name TEXT
) STRICT;
CREATE INDEX file_batch ON file (batch_id);

CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    kind TEXT
) STRICT;
CREATE UNIQUE INDEX source_name ON source (ifnull(name, ''), ifnull(kind, ''));

CREATE TABLE territory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE CHECK (code LIKE '_%:_%'),
    name TEXT NOT NULL,
    population REAL CHECK (population >= 0),
    lon REAL CHECK (lon BETWEEN -180 AND 180),
    lat REAL CHECK (lat BETWEEN -90 AND 90),
    valid_from TEXT,
    valid_to TEXT,
    identifiers TEXT,
    aliases TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;

CREATE TABLE territory_part (
    id INTEGER PRIMARY KEY,
    territory_id INTEGER NOT NULL REFERENCES territory,
    part_of_id INTEGER NOT NULL REFERENCES territory,
    position INTEGER CHECK (position >= 0),
    share REAL CHECK (share BETWEEN 0 AND 1),
    since TEXT,
    until TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0),
    CHECK (territory_id <> part_of_id),
    CHECK (position IS NULL OR (share IS NULL AND since IS NULL AND until IS NULL AND attributes IS NULL))
) STRICT;
CREATE UNIQUE INDEX territory_part_key
    ON territory_part (territory_id, part_of_id, ifnull(since, ''), position IS NULL);
CREATE INDEX territory_part_of ON territory_part (part_of_id);

CREATE TABLE succession (
    id INTEGER PRIMARY KEY,
    from_id INTEGER NOT NULL REFERENCES territory,
    to_id INTEGER NOT NULL REFERENCES territory,
    date TEXT NOT NULL,
    kind TEXT,
    share REAL CHECK (share BETWEEN 0 AND 1),
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE UNIQUE INDEX succession_key ON succession (from_id, to_id, date, ifnull(kind, ''));
CREATE INDEX succession_to ON succession (to_id);

CREATE TABLE outline (
    id INTEGER PRIMARY KEY,
    territory_id INTEGER NOT NULL REFERENCES territory,
    geography TEXT,
    geometry TEXT NOT NULL,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE UNIQUE INDEX outline_key ON outline (territory_id, ifnull(geography, ''));

CREATE TABLE theme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE CHECK (code LIKE '_%:_%'),
    label_fr TEXT NOT NULL,
    label_en TEXT,
    exact_match TEXT,
    close_match TEXT,
    alt_labels TEXT,
    definition_fr TEXT,
    definition_en TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;

CREATE TABLE theme_broader (
    theme_id INTEGER NOT NULL REFERENCES theme,
    broader_id INTEGER NOT NULL REFERENCES theme,
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (theme_id, broader_id),
    CHECK (theme_id <> broader_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX theme_narrower ON theme_broader (broader_id);

CREATE TABLE actor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE CHECK (code LIKE '_%:_%'),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'collective')),
    name TEXT NOT NULL,
    type TEXT,
    aliases TEXT,
    territory_id INTEGER REFERENCES territory,
    field TEXT,
    since TEXT,
    until TEXT,
    lon REAL CHECK (lon BETWEEN -180 AND 180),
    lat REAL CHECK (lat BETWEEN -90 AND 90),
    identifiers TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE INDEX actor_territory ON actor (territory_id);

CREATE TABLE actor_theme (
    id INTEGER PRIMARY KEY,
    actor_id INTEGER NOT NULL REFERENCES actor,
    theme_id INTEGER NOT NULL REFERENCES theme,
    position INTEGER NOT NULL CHECK (position >= 0),
    UNIQUE (actor_id, theme_id)
) STRICT;
CREATE INDEX actor_theme_theme ON actor_theme (theme_id);

-- An actor that was made one with another: its code now stands for that one.
CREATE TABLE actor_merge (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch,
    keep_id INTEGER NOT NULL REFERENCES actor,
    code TEXT NOT NULL UNIQUE CHECK (code LIKE '_%:_%'),
    reason TEXT,
    source_id INTEGER REFERENCES source
) STRICT;
CREATE INDEX actor_merge_keep ON actor_merge (keep_id);

-- What was there before, step by step; taken back from the last to the first.
CREATE TABLE actor_merge_undo (
    merge_id INTEGER NOT NULL REFERENCES actor_merge,
    position INTEGER NOT NULL CHECK (position >= 0),
    step TEXT NOT NULL CHECK (step IN ('erase', 'move', 'sum', 'facts')),
    name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    cells TEXT,
    PRIMARY KEY (merge_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE affiliation (
    id INTEGER PRIMARY KEY,
    actor_id INTEGER NOT NULL REFERENCES actor,
    in_id INTEGER NOT NULL REFERENCES actor,
    role TEXT,
    since TEXT,
    until TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE UNIQUE INDEX affiliation_key ON affiliation (actor_id, in_id, ifnull(role, ''), ifnull(since, ''));
CREATE INDEX affiliation_in ON affiliation (in_id);

-- Partnerships, events and resources: one sequence of ids, one space of codes.
-- since, until: of a partnership its period, of an event its first and last day, of a resource (since) its date.
-- parent_id: of a partnership or event another of its kind; of a resource the event it issued from.
CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('partnership', 'event', 'resource')),
    code TEXT NOT NULL UNIQUE CHECK (code LIKE '_%:_%'),
    title TEXT NOT NULL,
    type TEXT,
    description TEXT,
    since TEXT,
    until TEXT CHECK (until IS NULL OR kind <> 'resource'),
    parent_id INTEGER REFERENCES activity,
    signed TEXT CHECK (signed IS NULL OR kind = 'partnership'),
    amount REAL CHECK (amount IS NULL OR kind = 'partnership'),
    currency TEXT CHECK (currency IS NULL OR kind = 'partnership'),
    half_days REAL CHECK (half_days IS NULL OR (kind = 'event' AND half_days >= 0)),
    mode TEXT CHECK (mode IS NULL OR kind = 'event'),
    mission TEXT CHECK (mission IS NULL OR kind = 'event'),
    capacity REAL CHECK (capacity IS NULL OR (kind = 'event' AND capacity >= 0)),
    text TEXT CHECK (text IS NULL OR kind = 'resource'),
    language TEXT CHECK (language IS NULL OR kind = 'resource'),
    access TEXT CHECK (access IS NULL OR kind = 'resource'),
    url TEXT CHECK (url IS NULL OR kind = 'resource'),
    identifiers TEXT CHECK (identifiers IS NULL OR kind = 'resource'),
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE INDEX activity_kind ON activity (kind, id);
CREATE INDEX activity_parent ON activity (parent_id);

-- Who takes part: partners of partnerships, organisers and participants of events, creators of resources.
-- since: of a participation its date.
CREATE TABLE activity_actor (
    id INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activity,
    actor_id INTEGER NOT NULL REFERENCES actor,
    member TEXT NOT NULL CHECK (member IN ('partner', 'organiser', 'participant', 'creator')),
    position INTEGER CHECK (position >= 0),
    role TEXT CHECK (role IS NULL OR member = 'partner'),
    amount REAL CHECK (amount IS NULL OR member = 'partner'),
    since TEXT,
    until TEXT CHECK (until IS NULL OR member = 'partner'),
    territory_id INTEGER REFERENCES territory CHECK (territory_id IS NULL OR member = 'partner'),
    status TEXT CHECK (status IS NULL OR member = 'participant'),
    category TEXT CHECK (category IS NULL OR member = 'participant'),
    on_behalf_of_id INTEGER REFERENCES actor CHECK (on_behalf_of_id IS NULL OR member = 'participant'),
    mode TEXT CHECK (mode IS NULL OR member = 'participant'),
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0),
    CHECK ((position IS NULL) = (member IN ('partner', 'participant')))
) STRICT;
CREATE UNIQUE INDEX activity_actor_key ON activity_actor
    (activity_id, actor_id, member, ifnull(role, ''), ifnull(status, ''), ifnull(since, ''));
CREATE INDEX activity_actor_actor ON activity_actor (actor_id);
CREATE INDEX activity_actor_territory ON activity_actor (territory_id) WHERE territory_id IS NOT NULL;
CREATE INDEX activity_actor_on_behalf_of ON activity_actor (on_behalf_of_id) WHERE on_behalf_of_id IS NOT NULL;

CREATE TABLE activity_territory (
    activity_id INTEGER NOT NULL REFERENCES activity,
    territory_id INTEGER NOT NULL REFERENCES territory,
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (activity_id, territory_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_territory_territory ON activity_territory (territory_id);

CREATE TABLE activity_theme (
    activity_id INTEGER NOT NULL REFERENCES activity,
    theme_id INTEGER NOT NULL REFERENCES theme,
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (activity_id, theme_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_theme_theme ON activity_theme (theme_id);

CREATE TABLE resource_use (
    id INTEGER PRIMARY KEY,
    resource_id INTEGER NOT NULL REFERENCES activity,
    actor_id INTEGER REFERENCES actor,
    date TEXT,
    count REAL CHECK (count >= 0),
    kind TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE UNIQUE INDEX resource_use_key
    ON resource_use (resource_id, ifnull(actor_id, 0), ifnull(date, ''), ifnull(kind, ''));
CREATE INDEX resource_use_actor ON resource_use (actor_id) WHERE actor_id IS NOT NULL;

CREATE TABLE need (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE CHECK (code LIKE '_%:_%'),
    theme_id INTEGER REFERENCES theme,
    territory_id INTEGER REFERENCES territory,
    actor_id INTEGER REFERENCES actor,
    date TEXT,
    wave TEXT,
    text TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE INDEX need_theme ON need (theme_id);
CREATE INDEX need_territory ON need (territory_id);
CREATE INDEX need_actor ON need (actor_id);

-- Without an actor it is anonymous: any number of equal rows may stand for one event.
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activity,
    actor_id INTEGER REFERENCES actor,
    score REAL,
    comment TEXT,
    consent TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0)
) STRICT;
CREATE UNIQUE INDEX feedback_key ON feedback (activity_id, actor_id);
CREATE INDEX feedback_actor ON feedback (actor_id) WHERE actor_id IS NOT NULL;

-- The subject is at most one of the five records.
CREATE TABLE observation (
    id INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL,
    period TEXT NOT NULL,
    value REAL NOT NULL,
    territory_id INTEGER REFERENCES territory,
    theme_id INTEGER REFERENCES theme,
    actor_id INTEGER REFERENCES actor,
    activity_id INTEGER REFERENCES activity,
    need_id INTEGER REFERENCES need,
    channel TEXT,
    attributes TEXT,
    source_id INTEGER REFERENCES source,
    file_id INTEGER NOT NULL REFERENCES file,
    line INTEGER NOT NULL CHECK (line >= 0),
    CHECK ((territory_id IS NOT NULL) + (theme_id IS NOT NULL) + (actor_id IS NOT NULL) +
           (activity_id IS NOT NULL) + (need_id IS NOT NULL) <= 1)
) STRICT;
CREATE UNIQUE INDEX observation_key ON observation
    (indicator, period, ifnull(territory_id, 0), ifnull(theme_id, 0), ifnull(actor_id, 0),
     ifnull(activity_id, 0), ifnull(need_id, 0), ifnull(channel, ''));
CREATE INDEX observation_territory ON observation (territory_id) WHERE territory_id IS NOT NULL;
CREATE INDEX observation_theme ON observation (theme_id) WHERE theme_id IS NOT NULL;
CREATE INDEX observation_actor ON observation (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX observation_activity ON observation (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX observation_need ON observation (need_id) WHERE need_id IS NOT NULL;
