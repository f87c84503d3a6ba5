//! Keys of handled events in Redis, Valkey and their like, as `redisSeen` of the npm package keeps them: both may share a
//! server. Let it keep what it is told (`appendonly yes`), and not evict keys before their time (`noeviction`).

use std::time::Duration;

use bandwidth_callbacks_receiver::{BoxError, Claim, Seen};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError, cmd};

/// A connection that is made again where it was lost.
pub struct RedisSeen(ConnectionManager);

impl RedisSeen {
    /// Connects to a server, given as `redis://host:port`.
    pub async fn connect(url: &str) -> Result<Self, RedisError> {
        // A request is answered while the server is away: it comes again.
        let second = Some(Duration::from_secs(1));
        let config = ConnectionManagerConfig::new().set_response_timeout(second).set_connection_timeout(second);
        Client::open(url)?.get_connection_manager_with_config(config).await.map(RedisSeen)
    }
}

impl Seen for RedisSeen {
    async fn claim(&self, key: &str, lease: Duration) -> Result<Claim, BoxError> {
        let (name, mut redis) = (name(key), self.0.clone());
        let set = cmd("SET").arg(&name).arg("pending").arg("NX").arg("EX").arg(lease.as_secs()).to_owned();
        if set.query_async::<Option<String>>(&mut redis).await?.is_some() {
            return Ok(Claim::Claimed);
        }
        let found: Option<String> = cmd("GET").arg(&name).query_async(&mut redis).await?;
        Ok(if found.as_deref() == Some("handled") { Claim::Handled } else { Claim::Pending })
    }

    async fn settle(&self, key: &str, keep: Duration) -> Result<(), BoxError> {
        let (name, mut redis) = (name(key), self.0.clone());
        let told = match keep.as_secs() {
            0 => cmd("DEL").arg(&name).to_owned(),
            seconds => cmd("SET").arg(&name).arg("handled").arg("EX").arg(seconds).to_owned(),
        };
        Ok(told.query_async(&mut redis).await?)
    }
}

fn name(key: &str) -> String {
    format!("bandwidth:{key}")
}
