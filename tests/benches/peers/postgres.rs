//! PostgreSQL with `SKIP LOCKED`: `fsync` and `synchronous_commit` on, everything else as it comes.
//!
//! A cycle: one function adds the ticket and takes the first waiting one for this unit in the same transaction;
//! one update each notes the placed card and the outcome. Three commits, prepared statements, a connection for each
//! ticket at a time. The ticket's table alone: no audit, no unit, no rule but the order.

use super::contest::Counter;
use super::programs::{Server, sockets};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tokio_postgres::{NoTls, Statement};

/// PostgreSQL does not run as root; Debian's package makes this user.
const USER: &str = "postgres";
/// One for each ticket at a time, and some that it keeps for itself.
const CONNECTIONS: usize = 100;
const SCHEMA: &str = "
    CREATE TABLE ticket (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number text NOT NULL, state text NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(), unit text, called_at timestamptz, placed_at timestamptz,
        session bytea, ended_at timestamptz, outcome text
    ) WITH (fillfactor = 70);
    CREATE INDEX waiting ON ticket (added_at, id) WHERE state = 'waiting';
    CREATE FUNCTION add_and_call(its_number text, its_unit text) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE first bigint;
    BEGIN
        INSERT INTO ticket (number, state) VALUES (its_number, 'waiting');
        SELECT id INTO first FROM ticket WHERE state = 'waiting'
            ORDER BY added_at, id FOR UPDATE SKIP LOCKED LIMIT 1;
        UPDATE ticket SET state = 'called', unit = its_unit, called_at = now() WHERE id = first;
        RETURN first;
    END $$;";
const PLACE: &str = "UPDATE ticket SET state = 'verifying', placed_at = now(), session = $3
    WHERE id = $1 AND unit = $2 AND state = 'called'";
const END: &str = "UPDATE ticket SET state = 'done', ended_at = now(), outcome = 'verified-face'
    WHERE id = $1 AND unit = $2 AND state = 'verifying'";

/// Where the newest version's programs are.
pub fn folder_of_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let found = versions.filter_map(|version| {
        let version = version.ok()?;
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let bin = version.path().join("bin");
        bin.join("postgres").is_file().then_some((number, bin))
    });
    found.max().map(|(_, bin)| bin)
}

/// Makes a cluster in `folder` and starts it.
pub fn start(bin: &Path, folder: &Path) -> Server {
    let sockets = sockets();
    hand_over(folder);
    hand_over(sockets.path());
    let data = folder.join("data");
    let mut init = command(&bin.join("initdb"));
    init.args([
        "--auth",
        "trust",
        "--username",
        USER,
        "--encoding",
        "UTF8",
        "--pgdata",
    ]);
    let made = init.arg(&data).stdout(Stdio::null()).status().unwrap();
    assert!(made.success(), "initdb: {made}");
    let mut server = command(&bin.join("postgres"));
    server.arg("-D").arg(&data).arg("-k").arg(sockets.path());
    for setting in [
        "listen_addresses=",
        "fsync=on",
        "synchronous_commit=on",
        &format!("max_connections={CONNECTIONS}"),
    ] {
        server.args(["-c", setting]);
    }
    let socket = sockets.path().join(".s.PGSQL.5432");
    let server = Server::run(&mut server, socket, sockets);
    let runtime = crate::common::runtime("schema");
    runtime.block_on(async { open(&server).await.batch_execute(SCHEMA).await.unwrap() });
    server
}

/// Who runs this as root hands the folder to PostgreSQL's own user.
fn hand_over(folder: &Path) {
    if !is_root() {
        return;
    }
    let base = folder.parent().unwrap();
    // The way to it must be open; it belongs to this bench alone.
    if base != std::env::temp_dir() {
        fs::set_permissions(base, Permissions::from_mode(0o755)).unwrap();
    }
    let handed = Command::new("chown").arg(USER).arg(folder).status();
    assert!(handed.unwrap().success());
}

fn is_root() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|answer| answer.stdout == b"0\n")
}

/// A program of PostgreSQL's, as its own user where this runs as root.
fn command(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    // `setpriv` becomes the program, so that the signal to end reaches it.
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", USER, "--regid", USER, "--init-groups"])
        .arg(program)
        .current_dir("/");
    command
}

async fn open(server: &Server) -> tokio_postgres::Client {
    let folder = server.socket.parent().unwrap();
    let mut config = tokio_postgres::Config::new();
    config.host_path(folder).user(USER).dbname("postgres");
    let until = tokio::time::Instant::now() + crate::common::PATIENCE;
    // It takes connections a little before it answers them.
    loop {
        match config.connect(NoTls).await {
            Ok((client, connection)) => {
                tokio::spawn(connection);
                return client;
            }
            Err(error) => assert!(tokio::time::Instant::now() < until, "{error}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// One connection, which is one unit.
pub struct Client {
    client: tokio_postgres::Client,
    unit: String,
    add: Statement,
    place: Statement,
    end: Statement,
}

impl Client {
    pub async fn connect(server: &Server) -> Self {
        let client = open(server).await;
        let add = client.prepare("SELECT add_and_call($1, $2)").await.unwrap();
        let place = client.prepare(PLACE).await.unwrap();
        let end = client.prepare(END).await.unwrap();
        let unit = u64::from_be_bytes(crate::common::random_id()[..8].try_into().unwrap());
        Self {
            client,
            unit: format!("CR-{unit}"),
            add,
            place,
            end,
        }
    }
}

impl Counter for Client {
    async fn cycle(&mut self) {
        let (client, unit) = (&self.client, &self.unit);
        let added = client.query_one(&self.add, &[&"12", unit]).await.unwrap();
        let id: i64 = added.get(0);
        let session = crate::common::random_id().to_vec();
        let placed = client.execute(&self.place, &[&id, unit, &session]).await;
        assert_eq!(placed.unwrap(), 1);
        assert_eq!(client.execute(&self.end, &[&id, unit]).await.unwrap(), 1);
    }
}
