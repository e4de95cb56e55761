package io.github.mcpoauth.registration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;

/**
 * The shortest bytes for the registrations that clients really make: a header (version
 * and flags, 1 byte; issue time, 4 bytes), then name and redirect URIs, separated by
 * zeros and deflated with a preset dictionary.
 * <p>
 * The dictionary is part of version 1: changing a byte of it makes every client
 * identifier out there unreadable. Improve it as version 2.
 */
final class ClientMetadataCodec {

	private static final int VERSION = 1;

	private static final int REFRESHABLE = 1;

	private static final int SECRET_BASIC = 2;

	private static final int SECRET_POST = 4;

	private static final String SEPARATOR = "\0";

	// What is most likely comes last: the nearer, the shorter the reference
	private static final byte[] DICTIONARY = String
		.join(SEPARATOR, "com.example.app:/oauth2redirect", "https://app.example.com/api/auth/callback",
				"https://www.perplexity.ai/", "https://api.githubcopilot.com/", "https://smithery.ai/",
				"https://n8n.cloud/rest/oauth2-credential/callback", "LibreChat", "Open WebUI", "Gemini CLI", "Goose",
				"Zed", "Cline", "Windsurf", "windsurf://codeium.windsurf/oauth/callback", "JetBrains",
				"GitHub Copilot CLI", "MCP SDK Client", "Codex", "http://127.0.0.1:1455/auth/callback",
				"http://localhost:8085/oauth2callback", "http://localhost:19876/mcp/oauth/callback", "opencode",
				"MCP CLI Proxy", "mcp-remote", "http://127.0.0.1:3334/oauth/callback",
				"http://localhost:3334/oauth/callback", "http://localhost:5598/oauth/callback",
				"https://chatgpt.com/connector_platform_oauth_redirect", "https://chatgpt.com/connector/oauth/",
				"ChatGPT", "https://www.cursor.com/agents/mcp/oauth/callback", "Cursor",
				"cursor://anysphere.cursor-retrieval/oauth/user-anysphere-mcp/callback",
				"cursor://anysphere.cursor-mcp/oauth/callback", "MCP Inspector",
				"http://localhost:6274/oauth/callback/debug", "http://localhost:6274/oauth/callback",
				"Visual Studio Code", "https://insiders.vscode.dev/redirect", "https://vscode.dev/redirect",
				"http://localhost/", "http://127.0.0.1/", "http://localhost:33418/", "http://127.0.0.1:33418/",
				"https://claude.com/api/mcp/auth_callback", "Claude", "https://claude.ai/api/mcp/auth_callback",
				"Claude Code (", ")", "http://127.0.0.1:", "http://[::1]:", "http://localhost:", "/oauth/callback",
				"/callback", "")
		.getBytes(StandardCharsets.UTF_8);

	private ClientMetadataCodec() {
	}

	static byte[] encode(ClientMetadata metadata) {
		String name = (metadata.clientName() != null) ? metadata.clientName() : "";
		Stream<String> uris = metadata.redirectUris().stream().map(RedirectUri::toString);
		String text = String.join(SEPARATOR, Stream.concat(Stream.of(name), uris).toList());
		byte[] body = deflate(text.getBytes(StandardCharsets.UTF_8));
		return ByteBuffer.allocate(5 + body.length)
			.put((byte) (VERSION << 4 | flags(metadata)))
			.putInt((int) metadata.issuedAt().getEpochSecond())
			.put(body)
			.array();
	}

	private static int flags(ClientMetadata metadata) {
		ClientSecret secret = metadata.secret();
		int authentication = (secret == null) ? 0
				: secret.method().equals(ClientSecret.BASIC) ? SECRET_BASIC : SECRET_POST;
		return (metadata.refreshable() ? REFRESHABLE : 0) | authentication;
	}

	/**
	 * A client with a secret gets it without its hash, which nothing matches.
	 */
	static ClientMetadata decode(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		byte header = buffer.get();
		if (header >> 4 != VERSION) {
			throw new IllegalArgumentException("client metadata of a later version");
		}
		Instant issuedAt = Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt()));
		byte[] body = Arrays.copyOfRange(bytes, buffer.position(), bytes.length);
		List<String> fields = List.of(new String(inflate(body), StandardCharsets.UTF_8).split(SEPARATOR, -1));
		String name = fields.get(0).isEmpty() ? null : fields.get(0);
		List<RedirectUri> uris = fields.subList(1, fields.size()).stream().map(RedirectUri::parse).toList();
		return new ClientMetadata(name, uris, (header & REFRESHABLE) != 0, issuedAt, null, secret(header));
	}

	private static @Nullable ClientSecret secret(byte header) {
		if ((header & (SECRET_BASIC | SECRET_POST)) == 0) {
			return null;
		}
		return new ClientSecret(((header & SECRET_BASIC) != 0) ? ClientSecret.BASIC : ClientSecret.POST, List.of());
	}

	private static byte[] deflate(byte[] text) {
		Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
		deflater.setDictionary(DICTIONARY);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try (DeflaterOutputStream stream = new DeflaterOutputStream(output, deflater)) {
			stream.write(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			deflater.end();
		}
		return output.toByteArray();
	}

	private static byte[] inflate(byte[] body) {
		Inflater inflater = new Inflater(true);
		inflater.setDictionary(DICTIONARY);
		try (InflaterInputStream stream = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
			return stream.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			inflater.end();
		}
	}

}
