//! A small HTTP/1.1 client over one kept connection: no TLS, no redirects, no cookies. A bench must not measure its client.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// The largest answer that is read; more is a fault of the server.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What is asked. `headers` come on top of Host and Content-Length.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a [u8],
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name, any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text, with unreadable bytes replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `Null` when it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Whether the server says that it did what was asked.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// One connection, opened when first needed and kept.
#[derive(Debug)]
pub struct Client {
    address: String,
    timeout: Duration,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    /// `address` is `host:port`.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            timeout: Duration::from_secs(60),
            stream: None,
        }
    }

    /// Sends and waits. A kept connection that the server has closed meanwhile is opened anew once, and only when not one
    /// byte of an answer came and the request is safe to repeat (a GET, or a POST with its key).
    pub fn send(&mut self, request: &Request<'_>) -> io::Result<Answer> {
        let reused = self.stream.is_some();
        match self.exchange(request) {
            Err(Broken {
                error,
                silent: true,
            }) if reused && is_repeatable(request) => {
                drop(error);
                self.exchange(request).map_err(|broken| broken.error)
            }
            other => other.map_err(|broken| broken.error),
        }
    }

    fn exchange(&mut self, request: &Request<'_>) -> Result<Answer, Broken> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => BufReader::new(self.connect().map_err(Broken::silent)?),
        };
        stream
            .get_mut()
            .write_all(&self.bytes_of(request))
            .map_err(Broken::silent)?;
        let first_line = read_line(&mut stream).map_err(Broken::silent)?;
        let (answer, keep) =
            read_answer(&mut stream, &first_line, request.method).map_err(Broken::midway)?;
        if keep {
            self.stream = Some(stream);
        }
        Ok(answer)
    }

    fn connect(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(self.timeout))?;
        stream.set_write_timeout(Some(self.timeout))?;
        Ok(stream)
    }

    fn bytes_of(&self, request: &Request<'_>) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\n",
            request.method, request.path, self.address
        );
        for (name, value) in request.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if request.method != "GET" {
            head.push_str(&format!("Content-Length: {}\r\n", request.body.len()));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(request.body);
        bytes
    }
}

fn is_repeatable(request: &Request<'_>) -> bool {
    request.method == "GET"
        || request
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("idempotency-key"))
}

/// A failed exchange; `silent` when the server had not begun to answer.
struct Broken {
    error: io::Error,
    silent: bool,
}

impl Broken {
    fn silent(error: io::Error) -> Self {
        Self {
            error,
            silent: true,
        }
    }

    fn midway(error: io::Error) -> Self {
        Self {
            error,
            silent: false,
        }
    }
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("malformed answer: {what}"),
    )
}

fn read_line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if stream.take(64 * 1024).read_line(&mut line)? == 0 {
        return Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the server closed the connection",
        ));
    }
    Ok(line.trim_end().to_owned())
}

/// Reads what follows the status line; also tells whether the connection may be kept.
fn read_answer(
    stream: &mut impl BufRead,
    first_line: &str,
    method: &str,
) -> io::Result<(Answer, bool)> {
    let status = first_line
        .split(' ')
        .nth(1)
        .and_then(|s| s.parse().ok())
        .ok_or_else(|| malformed(first_line))?;
    let mut answer = Answer {
        status,
        headers: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let line = read_line(stream)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| malformed(&line))?;
        answer
            .headers
            .push((name.trim().to_owned(), value.trim().to_owned()));
    }
    if method == "HEAD" || status == 204 || status == 304 {
        return Ok((answer, true));
    }
    let closes = answer
        .header("connection")
        .is_some_and(|v| v.eq_ignore_ascii_case("close"));
    let known_end = read_body(stream, &mut answer)?;
    Ok((answer, known_end && !closes))
}

/// Reads the body; false when only the end of the connection ended it.
fn read_body(stream: &mut impl BufRead, answer: &mut Answer) -> io::Result<bool> {
    if answer
        .header("transfer-encoding")
        .is_some_and(|v| v.eq_ignore_ascii_case("chunked"))
    {
        answer.body = read_chunks(stream)?;
        return Ok(true);
    }
    if let Some(length) = answer.header("content-length") {
        let length: usize = length.parse().map_err(|_| malformed("content-length"))?;
        if length > BODY_BYTES_MAX {
            return Err(malformed("too long"));
        }
        answer.body = vec![0; length];
        stream.read_exact(&mut answer.body)?;
        return Ok(true);
    }
    stream.read_to_end(&mut answer.body)?;
    Ok(false)
}

fn read_chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = read_line(stream)?;
        let digits = line.split(';').next().unwrap_or_default();
        let length = usize::from_str_radix(digits, 16).map_err(|_| malformed("chunk length"))?;
        if body.len() + length > BODY_BYTES_MAX {
            return Err(malformed("too long"));
        }
        let start = body.len();
        body.resize(start + length, 0);
        stream.read_exact(&mut body[start..])?;
        read_line(stream)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use std::net::TcpListener;

    use super::*;

    /// Serves the given answers, one connection each, and returns what was asked on each.
    fn serve(answers: &'static [&'static str]) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let handle = std::thread::spawn(move || {
            answers
                .iter()
                .map(|answer| {
                    let (mut stream, _) = listener.accept().unwrap();
                    let mut asked = vec![0; 4096];
                    let n = stream.read(&mut asked).unwrap();
                    stream.write_all(answer.as_bytes()).unwrap();
                    String::from_utf8(asked[..n].to_vec()).unwrap()
                })
                .collect()
        });
        (address, handle)
    }

    const GET: Request<'static> = Request {
        method: "GET",
        path: "/x",
        headers: &[("A", "b")],
        body: b"",
    };

    #[test]
    fn a_body_of_known_length_and_a_chunked_one_are_read() {
        let (address, served) = serve(&[
            "HTTP/1.1 201 Created\r\nContent-Length: 8\r\nX-Y: z\r\n\r\n{\"a\": 1}",
            "HTTP/1.1 422 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        ]);
        let first = Client::new(&address).send(&GET).unwrap();
        assert_eq!(
            (first.status, first.header("x-y"), &first.json()["a"]),
            (201, Some("z"), &Value::from(1))
        );
        let second = Client::new(&address).send(&GET).unwrap();
        assert_eq!(
            (second.status, second.text().as_str(), second.is_ok()),
            (422, "abcde", false)
        );
        assert!(served.join().unwrap()[0].starts_with("GET /x HTTP/1.1\r\nHost: "));
    }

    #[test]
    fn a_kept_connection_that_was_closed_is_opened_anew_only_when_repeating_is_safe() {
        const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        let (address, served) = serve(&[OK, OK]);
        let mut client = Client::new(&address);
        assert!(client.send(&GET).unwrap().is_ok());
        assert!(
            client.send(&GET).unwrap().is_ok(),
            "the second GET needed a new connection"
        );
        served.join().unwrap();

        let (address, served) = serve(&[OK]);
        let mut client = Client::new(&address);
        assert!(client.send(&GET).unwrap().is_ok());
        served.join().unwrap();
        let post = Request {
            method: "POST",
            path: "/x",
            headers: &[],
            body: b"{}",
        };
        assert!(
            client.send(&post).is_err(),
            "a POST without a key must not be sent twice"
        );
    }

    #[test]
    fn an_answer_cut_short_is_an_error() {
        let (address, _served) = serve(&["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"]);
        assert!(Client::new(&address).send(&GET).is_err());
    }
}
