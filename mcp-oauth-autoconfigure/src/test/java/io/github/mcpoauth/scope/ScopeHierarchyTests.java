package io.github.mcpoauth.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which scopes include others (MCP 2026-07-28, step-up: hierarchies count).
 */
class ScopeHierarchyTests {

	private static final String[] SCOPES = { "a", "b", "c", "d", "e", "f" };

	@ParameterizedTest
	@CsvSource({ "mcp:admin, mcp:write, true", "mcp:admin, mcp:read, true", "mcp:write, mcp:read, true",
			"mcp:read, mcp:write, false", "mcp:write, mcp:admin, false", "mcp:admin, other:read, false",
			"mcp:other, mcp:read, false", "root, mcp:anything, true", "root, mcp:, true", "root, mcp, false",
			"root, xmcp:a, false", "root, MCP:a, false", "root, files:list, true", "mcp:a, files:list, true",
			"mcp:*, mcp:a, false", "all:*, all:a, true", "files, files:list, false" })
	void includesWhenRulesSayThenAndOtherwiseNot(String granted, String needed, boolean included) {
		ScopeHierarchy hierarchy = new FixedScopeHierarchy(
				List.of("mcp:admin > mcp:write > mcp:read", "root>mcp:*", " mcp:a  >  files:list ", "all:* > all:*"));
		assertThat(hierarchy.includes(granted, needed)).isEqualTo(included);
		assertThat(hierarchy.covers(Set.of(granted, "unrelated"), Set.of(needed))).isEqualTo(included);
	}

	@Test
	void coversWhenSeveralAreNeededThenEachHasToBeIncluded() {
		ScopeHierarchy hierarchy = new FixedScopeHierarchy(List.of("w > r"));
		assertThat(hierarchy.covers(Set.of("w"), Set.of("w", "r"))).isTrue();
		assertThat(hierarchy.covers(Set.of("w"), Set.of("r", "x"))).isFalse();
		assertThat(hierarchy.covers(Set.of("w", "x"), Set.of("r", "x"))).isTrue();
		assertThat(hierarchy.covers(Set.of(), Set.of("r"))).isFalse();
		assertThat(hierarchy.covers(Set.of(), Set.of())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "", ">", "a >", "> a", "a > > b", "a b > c", "a > \"b\"", "a > a", "a > b > a" })
	void createWhenRuleIsNoneThenRefused(String rule) {
		assertThatIllegalArgumentException().isThrownBy(() -> new FixedScopeHierarchy(List.of(rule)));
	}

	/**
	 * For any rules without a cycle: what is included is what can be reached, nobody
	 * includes itself or what includes him, and more scopes never allow less.
	 */
	@ParameterizedTest
	@MethodSource("seeds")
	void includesWhenRulesAreAnyThenIsTheirClosure(long seed) {
		Random random = new Random(seed);
		boolean[][] reachable = new boolean[SCOPES.length][SCOPES.length];
		List<String> rules = new ArrayList<>();
		for (int i = 0; i < SCOPES.length; i++) {
			for (int j = i + 1; j < SCOPES.length; j++) {
				if (random.nextInt(3) == 0) {
					rules.add(SCOPES[i] + " > " + SCOPES[j]);
					reachable[i][j] = true;
				}
			}
		}
		for (int k = 0; k < SCOPES.length; k++) {
			for (int i = 0; i < SCOPES.length; i++) {
				for (int j = 0; j < SCOPES.length; j++) {
					reachable[i][j] |= reachable[i][k] && reachable[k][j];
				}
			}
		}
		ScopeHierarchy hierarchy = new FixedScopeHierarchy(rules);
		Set<String> granted = new HashSet<>();
		Set<String> covered = new HashSet<>();
		for (int i = 0; i < SCOPES.length; i++) {
			for (int j = 0; j < SCOPES.length; j++) {
				assertThat(hierarchy.includes(SCOPES[i], SCOPES[j])).as(rules + ": " + SCOPES[i] + " > " + SCOPES[j])
					.isEqualTo(reachable[i][j]);
				assertThat(hierarchy.includes(SCOPES[i], SCOPES[j]) && hierarchy.includes(SCOPES[j], SCOPES[i]))
					.isFalse();
			}
			granted.add(SCOPES[random.nextInt(SCOPES.length)]);
			for (String scope : SCOPES) {
				boolean now = hierarchy.covers(granted, Set.of(scope));
				assertThat(now || !covered.contains(scope)).isTrue();
				if (now) {
					covered.add(scope);
				}
			}
		}
	}

	static List<Long> seeds() {
		return IntStream.range(0, 200).mapToObj((seed) -> (long) seed).toList();
	}

}
