package io.github.mcpoauth.registration;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What clients register, deflated with a dictionary of what most of them register.
 * <p>
 * Compressing before encrypting tells the length of what was compressed, and so, bit by
 * bit, a secret that stands beside text of an attacker's choice. Here nothing is secret:
 * all of the text was sent by one client, which gets it back sealed, and anybody may read
 * the same in its registration. Nothing else may ever be compressed with it: secrets are
 * derived from the identifier, states, codes and refresh tokens are sealed as they are.
 * <p>
 * The dictionary is part of version 1 of the client metadata: changing a byte of it makes
 * every client identifier out there unreadable. Improve it as version 2.
 */
final class CompactText {

	static final String SEPARATOR = "\0";

	/**
	 * A name and ten redirect URIs, each as long as it may be, have 21,000 bytes. What is
	 * sealed was made here, but that is no reason to unpack without end.
	 */
	static final int MAX_LENGTH = 32 * 1024;

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

	private CompactText() {
	}

	static byte[] dictionary() {
		return DICTIONARY.clone();
	}

	/**
	 * Makes text short.
	 * @return the bytes, or empty if the text is too long to be inflated again
	 */
	static Optional<byte[]> deflate(String text) {
		byte[] input = text.getBytes(StandardCharsets.UTF_8);
		if (input.length > MAX_LENGTH) {
			return Optional.empty();
		}
		Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
		try {
			deflater.setDictionary(DICTIONARY);
			deflater.setInput(input);
			deflater.finish();
			// What can't be made shorter gets longer, by a few bytes for each block
			byte[] output = new byte[input.length + input.length / 8 + 64];
			return Optional.of(Arrays.copyOf(output, deflater.deflate(output)));
		}
		finally {
			deflater.end();
		}
	}

	/**
	 * Reads text again.
	 * @throws IllegalArgumentException if it was not deflated here
	 */
	static String inflate(byte[] deflated) {
		Inflater inflater = new Inflater(true);
		try {
			inflater.setDictionary(DICTIONARY);
			inflater.setInput(deflated);
			byte[] output = new byte[MAX_LENGTH + 1];
			int length = inflater.inflate(output);
			if (!inflater.finished()) {
				throw new IllegalArgumentException("client metadata is cut off or too long");
			}
			return new String(output, 0, length, StandardCharsets.UTF_8);
		}
		catch (DataFormatException ex) {
			throw new IllegalArgumentException("client metadata can't be read", ex);
		}
		finally {
			inflater.end();
		}
	}

}
