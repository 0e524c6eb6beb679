//! A PostgreSQL server of our own: in a temporary folder, on a local socket, stopped when it is dropped.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::UnixStream;
use tokio_postgres::{Client, Config};

use crate::race::programs::{self, User};
use crate::wallet::{self, Fault, Link};

/// The server's only user.
const USER: &str = "wallet";

/// The name by which the wallet's connections are known to the server.
const WALLET: &str = "wallet";

/// A socket's path must fit about a hundred bytes, on every system.
const LONGEST_SOCKET: usize = 100;

/// Durable as it comes; what is set here is where it listens and what its log may say.
const SETTINGS: &str = "
listen_addresses = ''
max_connections = 100
track_commit_timestamp = on
# Without it the log would repeat the account and the iin of a row that was refused (N34).
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
";

/// How a server is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Connections are ended, what is in memory is written.
    Fast,
    /// At once, as if it had crashed: the next start recovers from the log of changes.
    Immediate,
}

/// A server that was started here.
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    user: Option<User>,
}

impl Server {
    /// Makes a server with the wallet's schema and starts it. More settings may be given, a line each; the last counts.
    pub(crate) async fn start(more: &str) -> Result<Server, Fault> {
        let programs = programs::folder()
            .ok_or_else(|| Fault::broken("there is no initdb and pg_ctl of PostgreSQL here"))?;
        let folder = new_folder()?;
        // From here on the folder is removed whatever happens.
        let mut server = Server { programs, folder, user: None };
        server.user = programs::server_user(&server.folder)?;
        if let Some(User { user, group }) = server.user {
            chown(&server.folder, Some(user), Some(group)).map_err(Fault::io("give the folder away"))?;
        }
        let initdb = ["--auth=trust", "--no-locale", "--encoding=UTF8", "--no-sync", "--username", USER];
        run(server.command("initdb").args(initdb).arg("-D").arg(server.data()))?;
        server.configure(more)?;
        run(server.pg_ctl("start").arg("-l").arg(server.log_file()))?;
        server.client("maker").await?.batch_execute(wallet::SCHEMA).await?;
        Ok(server)
    }

    fn configure(&self, more: &str) -> Result<(), Fault> {
        let file = self.data().join("postgresql.conf");
        let mut file = OpenOptions::new().append(true).open(file).map_err(Fault::io("open the settings"))?;
        let folder = self.folder.display().to_string().replace('\'', "''");
        writeln!(file, "{SETTINGS}{more}\nunix_socket_directories = '{folder}'")
            .map_err(Fault::io("write the settings"))
    }

    /// Stops and starts it; blocks until it answers again.
    pub(crate) fn restart(&self, how: Stop) -> Result<(), Fault> {
        let mode = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        run(self.pg_ctl("restart").arg("-m").arg(mode).arg("-l").arg(self.log_file()))
    }

    /// A stream to the server.
    pub(crate) async fn stream(&self) -> Result<UnixStream, Fault> {
        // Where nobody listens, the server is on its way down or up.
        UnixStream::connect(socket(&self.folder)).await.map_err(|_| Fault::Lost)
    }

    /// A wallet's connection.
    pub(crate) async fn link(&self) -> Result<Link, Fault> {
        self.link_over(self.stream().await?).await
    }

    /// The same over a stream that the caller has made.
    pub(crate) async fn link_over<S>(&self, stream: S) -> Result<Link, Fault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        Link::over(stream, &config(WALLET)).await
    }

    /// A connection of another name, which is not the wallet's.
    pub(crate) async fn client(&self, name: &str) -> Result<Client, Fault> {
        wallet::client(self.stream().await?, &config(name)).await
    }

    /// What the server has written so far.
    pub(crate) fn log(&self) -> Result<String, Fault> {
        fs::read_to_string(self.log_file()).map_err(Fault::io("read the server's log"))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log_file(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn pg_ctl(&self, action: &str) -> Command {
        let mut command = self.command("pg_ctl");
        command.args([action, "--wait", "--timeout=60", "--silent", "-D"]).arg(self.data());
        command
    }

    /// One of the server's programs, as the server's user, in the server's folder.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(&self.folder).stdin(Stdio::null());
        if let Some(User { user, group }) = self.user {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Server {
    /// Nobody is told of a failure here: a server whose folder is gone ends by itself within a minute.
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            let _ = run(self.pg_ctl("stop").args(["-m", "immediate"]));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn config(name: &str) -> Config {
    let mut config = Config::new();
    config.user(USER).dbname("postgres").application_name(name);
    config
}

fn socket(folder: &Path) -> PathBuf {
    folder.join(".s.PGSQL.5432")
}

/// A folder that nobody else can look into.
fn new_folder() -> Result<PathBuf, Fault> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let name = format!("wallet-postgres-{}-{number}", std::process::id());
    let mut folder = std::env::temp_dir().join(&name);
    if socket(&folder).as_os_str().len() > LONGEST_SOCKET {
        folder = Path::new("/tmp").join(&name);
    }
    fs::create_dir(&folder).map_err(Fault::io("make a temporary folder"))?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).map_err(Fault::io("close the folder"))?;
    Ok(folder)
}

/// Runs it, and says what it said where it fails.
fn run(command: &mut Command) -> Result<(), Fault> {
    let name =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.output().map_err(Fault::io(&name))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Fault::Broken(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim())))
}
