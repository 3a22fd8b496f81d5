//! Responses as they come over the network: from the right host, and not without end.

use bytes::{Bytes, BytesMut};
use reqwest::{Response, Url, header::LOCATION};

use super::CallError;

/// Refuses a redirect. The error names the host it leads to, and not the path, which has the token.
pub(super) fn final_address(response: Response) -> Result<Response, CallError> {
    if !response.status().is_redirection() {
        return Ok(response);
    }
    let place = response.headers().get(LOCATION).and_then(|it| it.to_str().ok());
    let place = place.and_then(|it| response.url().join(it).ok());
    let host = place.as_ref().and_then(Url::host_str).unwrap_or("an unknown host").to_owned();
    Err(CallError::Redirected { host })
}

/// Reads a body; `None` if it has more than `limit` bytes.
pub(super) async fn body(mut response: Response, limit: usize) -> Result<Option<Bytes>, CallError> {
    let mut bytes = BytesMut::new();
    // The URL contains the token, so errors must not.
    while let Some(chunk) =
        response.chunk().await.map_err(|it| CallError::Network(it.without_url()))?
    {
        if bytes.len() + chunk.len() > limit {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes.freeze()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        sync::mpsc,
        time::{Duration, timeout},
    };

    use crate::{
        config::BotToken,
        telegram::api::{Api, MAX_RESPONSE, Patience},
    };

    use super::*;

    /// A server that sends `head` and then `chunk` again and again, and tells what it was sent.
    async fn server(head: String, chunk: &'static [u8]) -> (Url, mpsc::UnboundedReceiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let (tell, told) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = vec![0; 4096];
                let n = stream.read(&mut request).await.unwrap();
                _ = tell.send(String::from_utf8_lossy(&request[..n]).into_owned());
                stream.write_all(head.as_bytes()).await.unwrap();
                while !chunk.is_empty() && stream.write_all(chunk).await.is_ok() {}
            }
        });
        (url, told)
    }

    async fn called(url: &Url) -> CallError {
        let api = Api::new(url.clone(), BotToken::new("123:TEST")).unwrap();
        api.method::<Value>("sendMessage", &json!({}), Patience::None).await.unwrap_err()
    }

    #[tokio::test]
    async fn no_redirect_is_followed() {
        for status in [301, 302, 303, 307, 308] {
            let (other, mut told) = server("HTTP/1.1 200 OK\r\n\r\n{}".to_owned(), b"").await;
            let head = format!(
                "HTTP/1.1 {status} Elsewhere\r\nlocation: {other}bot123:TEST/sendMessage\r\ncontent-length: 0\r\n\r\n"
            );
            let (url, _) = server(head, b"").await;
            let error = called(&url).await;
            assert!(error.is_failure(), "it may pass");
            let error = error.to_string();
            assert!(error.contains("redirects to 127.0.0.1"), "{error}");
            assert!(!error.contains("TEST"), "{error}");
            let told = timeout(Duration::from_millis(50), told.recv()).await;
            assert!(told.is_err(), "the other host was told: {told:?}");
        }
    }

    #[tokio::test]
    async fn a_response_without_end_is_an_error() {
        let head = "HTTP/1.1 200 OK\r\n\r\n".to_owned();
        let (url, _) = server(head, &[b' '; 1 << 12]).await;
        let error = called(&url).await;
        assert!(matches!(error, CallError::TooLong { limit: MAX_RESPONSE }), "{error}");
        assert!(error.is_doubtful(), "the call may have succeeded");
    }

    #[tokio::test]
    async fn a_call_that_never_arrived_is_not_in_doubt() {
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let error = called(&format!("http://{nobody}").parse().unwrap()).await;
        assert!(matches!(error, CallError::Network(_)) && !error.is_doubtful(), "{error}");
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_owned();
        let (url, _) = server(head, b"").await;
        let error = called(&url).await;
        assert!(matches!(error, CallError::Network(_)) && error.is_doubtful(), "{error}");
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        for (limit, fits) in [(7, true), (6, true), (5, false), (0, false)] {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nwhole!".to_owned();
            let (url, _) = server(head, b"").await;
            let response = reqwest::get(url).await.unwrap();
            let found = body(response, limit).await.unwrap();
            assert_eq!(found.as_deref(), fits.then_some(&b"whole!"[..]), "{limit}");
        }
    }
}
