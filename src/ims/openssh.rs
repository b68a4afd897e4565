//! What OpenSSH takes for a public key, and what people mistake for one.

/// The types of public keys that OpenSSH knows, without those of certificates.
const TYPES: [&str; 9] = [
    "ssh-rsa",
    "ssh-dss",
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-xmss@openssh.com",
];

/// Texts with fewer characters than this hold no key and no other secret. What the service makes of them is its own affair.
const SHORTEST_SECRET: usize = 8;

/// What a text is.
#[derive(Debug, PartialEq)]
pub enum Content {
    /// Nothing but public keys and comments.
    Keys,
    /// No key, but too short for a secret.
    TooShort,
}

/// Tells whether a text may be sent as a public key. Fails with the reason, and with what to do, which names the file.
pub fn check(text: &str, file: &str) -> Result<Content, String> {
    if let Some(reason) = other_form(text, file) {
        return Err(reason);
    }
    let is_content = |(_, line): &(usize, &str)| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut lines = (1..).zip(text.lines()).filter(is_content);
    let is_blank = lines.clone().next().is_none();
    match lines.find(|(_, line)| !is_key(line)) {
        None if is_blank => Err("it holds no public key".into()),
        None => Ok(Content::Keys),
        Some(_) if text.chars().filter(|letter| !letter.is_whitespace()).count() < SHORTEST_SECRET => {
            Ok(Content::TooShort)
        }
        Some((number, _)) => Err(format!(
            "line {number} is not an OpenSSH public key. Nothing was sent. Name the file that ends in .pub, as ssh-keygen \
             writes it"
        )),
    }
}

/// Why a text is refused that is a key in another form than OpenSSH's public one; `None` if it has none of these forms.
fn other_form(text: &str, file: &str) -> Option<String> {
    let has = |words: &str| text.contains(words);
    let is_putty = text.lines().any(|line| line.trim_start().starts_with("PuTTY-User-Key-File"));
    let advice = match () {
        () if is_putty => format!(
            "it holds a private key in the form of PuTTY, which must not leave this machine. Nothing was sent. \
             `puttygen {file} -O public-openssh -o {file}.pub` writes the public key"
        ),
        () if has("PRIVATE KEY") => "it holds a private key; name the file that ends in .pub. Nothing was sent".into(),
        () if has("BEGIN SSH2 PUBLIC KEY") => format!(
            "it holds a public key in the form that PuTTY saves. `ssh-keygen -i -f {file} > {file}.pub` writes it as OpenSSH does"
        ),
        () if has("BEGIN RSA PUBLIC KEY") => {
            format!(
                "it holds a public key as PEM. `ssh-keygen -i -m PEM -f {file} > {file}.pub` writes it as OpenSSH does"
            )
        }
        () if has("BEGIN PUBLIC KEY") => {
            format!(
                "it holds a public key as PKCS8. `ssh-keygen -i -m PKCS8 -f {file} > {file}.pub` writes it as OpenSSH does"
            )
        }
        () => return None,
    };
    Some(advice)
}

/// Returns `true` if a line is a public key, perhaps behind options as in `authorized_keys`.
fn is_key(line: &str) -> bool {
    let line = line.trim();
    begins_with_key(line) || begins_with_key(behind_options(line))
}

fn begins_with_key(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let (Some(kind), Some(key)) = (words.next(), words.next()) else { return false };
    let plain = |known: &str| known.strip_suffix("@openssh.com").unwrap_or(known).to_owned();
    let certified = kind.strip_suffix("-cert-v01@openssh.com");
    let is_known = TYPES.iter().any(|known| *known == kind || certified == Some(plain(known).as_str()));
    let digits = key.trim_end_matches('=');
    is_known
        && !digits.is_empty()
        && key.len() - digits.len() <= 2
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// What stands behind the first white space outside of double quotes.
fn behind_options(line: &str) -> &str {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let end = line.find(|letter: char| {
        match letter {
            '"' if !is_escaped => is_quoted = !is_quoted,
            letter if letter.is_ascii_whitespace() && !is_quoted => return true,
            _ => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
        false
    });
    end.map_or("", |end| line[end..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_public_keys_and_comments_are_taken() {
        for text in [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ me@host\n",
            "# mine\n\n  ssh-rsa AAAA+/== a comment with words\necdsa-sha2-nistp256 AAAA\n",
            "from=\"a b\",command=\"say \\\"x y\\\"\" ssh-rsa AAAA k",
            "sk-ssh-ed25519@openssh.com AAAA",
            "ssh-rsa-cert-v01@openssh.com AAAA",
            "sk-ssh-ed25519-cert-v01@openssh.com AAAA",
        ] {
            assert_eq!(check(text, "f"), Ok(Content::Keys), "{text}");
        }
        assert_eq!(check("a\nb\n", "f"), Ok(Content::TooShort));
    }

    #[test]
    fn anything_else_is_refused_without_being_shown() {
        for text in [
            "# only a comment\n",
            "ssh-rsa AAAA k\nMC4CAQAwBQYDK2VwBCIEIJ\n",
            "ssh-rsa\n\n not base64!",
            "ssh-rsa AA===A key",
            "token ssh-rsa",
            "hunter22",
        ] {
            let refused = check(text, "f").unwrap_err();
            assert!(!refused.contains("hunter22") && !refused.contains("MC4C"), "{refused}");
        }
    }
}
