package io.github.mcpoauth.conformance;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The tests that say which rows they prove.
 */
final class Proofs {

	private Proofs() {
	}

	/** Tests as {@code Class.method}, by row. */
	static Map<String, SortedSet<String>> find() {
		Map<String, SortedSet<String>> proofs = new TreeMap<>();
		for (JavaClass type : new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests())
			.importPackages("io.github.mcpoauth")) {
			for (JavaMethod method : type.getMethods()) {
				method.tryGetAnnotationOfType(Checklist.class).ifPresent((checklist) -> {
					for (String row : checklist.value()) {
						proofs.computeIfAbsent(row, (key) -> new TreeSet<>())
							.add(type.getSimpleName() + "." + method.getName());
					}
				});
			}
		}
		return proofs;
	}

}
