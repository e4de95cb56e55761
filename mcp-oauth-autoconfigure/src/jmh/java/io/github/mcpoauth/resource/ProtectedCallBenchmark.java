package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.github.mcpoauth.core.Scopes;

/**
 * What it takes to find a token that was seen before, to see what a message wants, and to
 * say that a token is missing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProtectedCallBenchmark {

	private static final String MESSAGE = """
			{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","arguments":{"city":"Paris"}}}""";

	private final AccessTokenVerifier cache = new CachingAccessTokenVerifier(
			(token) -> new TestingAuthenticationToken("alice", token.getToken(), "SCOPE_read"),
			new TokenCacheSettings(1000, Duration.ofDays(1)), (caller) -> true, () -> 0, Clock.systemUTC());

	private final String token = "eyJ" + "x".repeat(922);

	private final String authorization = "Bearer " + this.token;

	private final Scopes scopes = Scopes.of(List.of("read", "write"));

	/** Each request brings a string of its own, whose hash nobody knows yet. */
	@Benchmark
	public Authentication lookup() {
		return this.cache.verify(new BearerTokenAuthenticationToken(new String(this.token)));
	}

	@Benchmark
	public String header() {
		return BearerCredentials.token(this.authorization);
	}

	@Benchmark
	public List<McpMessage> peek() throws MalformedMessageException {
		return McpMessageReader.read(MESSAGE);
	}

	@Benchmark
	public String challenge() {
		return BearerChallenge.withoutError("https://mcp.example/.well-known/oauth-protected-resource/mcp", this.scopes)
			.toString();
	}

}
