package io.github.mcpoauth.scope;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which scopes are required, asked for at a login, and offered (RFC 9728 section 2).
 */
class ScopeCatalogTests {

	private final ScopeCatalog fixed = new FixedScopeCatalog(Scopes.of("connect"), Scopes.of("read"),
			Scopes.of("write"), Map.of("admin", "Do everything"));

	@Test
	void fixedWhenAskedThenEachSetHasTheOnesBefore() {
		assertThat(this.fixed.required()).containsExactly("connect");
		assertThat(this.fixed.requestedAtLogin()).containsExactly("connect", "read");
		assertThat(this.fixed.supported()).containsExactly("connect", "read", "write", "admin");
		assertThat(this.fixed.describe("admin")).isEqualTo("Do everything");
		assertThat(this.fixed.describe("write")).isNull();
	}

	@Test
	void requiringWhenAnotherEndpointNeedsOtherScopesThenThoseComeFirstAndAllAreOffered() {
		ScopeCatalog other = new RequiringScopeCatalog(this.fixed, Scopes.of("other"), Scopes.of("write"));
		assertThat(other.required()).containsExactly("other");
		assertThat(other.requestedAtLogin()).containsExactly("other", "write");
		assertThat(other.supported()).containsExactly("other", "write", "connect", "read", "admin");
		assertThat(other.describe("admin")).isEqualTo("Do everything");
	}

	@Test
	void ofOperationsWhenToolsHaveScopesThenTheyAreOfferedAndNotAskedFor() {
		OperationScopes tools = new RuledOperationScopes(
				List.of(OperationRule.ofName(McpOperation.Target.TOOL, "weather", Scopes.of("weather:read"))));
		ScopeCatalog catalog = new OperationScopeCatalog(this.fixed, () -> List.of(tools).iterator());
		assertThat(catalog.required()).containsExactly("connect");
		assertThat(catalog.requestedAtLogin()).containsExactly("connect", "read");
		assertThat(catalog.supported()).containsExactly("connect", "read", "write", "admin", "weather:read");
		assertThat(catalog.describe("admin")).isEqualTo("Do everything");
	}

	/** What an application that implements the type has to say at least. */
	@Test
	void requestedAtLoginWhenNothingIsSaidThenTheRequiredOnes() {
		ScopeCatalog own = new ScopeCatalog() {

			@Override
			public Set<String> required() {
				return Set.of("connect");
			}

			@Override
			public Set<String> supported() {
				return Set.of("connect", "read");
			}

			@Override
			public @Nullable String describe(String scope) {
				return null;
			}

		};
		assertThat(own.requestedAtLogin()).containsExactly("connect");
	}

}
