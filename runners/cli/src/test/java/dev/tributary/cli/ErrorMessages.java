package dev.tributary.cli;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The messages of the errors that are made for users, as patterns in which {@code …} stands for
 * what is known only when they happen. They are read off the sources: every text that goes into one
 * of {@link #ERRORS}, there and through methods that make errors out of parts given to them.
 */
final class ErrorMessages {
  static final String ANYTHING = "…";

  /** By how it is made: which argument is the message, and for how many arguments. */
  private static final Map<String, Integer> ERRORS =
      Map.ofEntries(
          Map.entry("new ConnectorException/2", 1),
          Map.entry("new ConnectorException/3", 1),
          Map.entry("new DeltaTableException/1", 0),
          Map.entry("new DeltaTableException/2", 0),
          Map.entry("new RunException/1", 0),
          Map.entry("new ParameterException/2", 1),
          Map.entry("new ParameterException/3", 1),
          Map.entry("new BadRecordException/1", 0),
          Map.entry("new BadRecordException/2", 1),
          Map.entry("new InvalidRowException/1", 0),
          Map.entry("new SpecProblem/4", 3),
          Map.entry("new Problem/2", 1),
          Map.entry("problems.add/2", 1),
          Map.entry("new UncheckedIOException/2", 0),
          Map.entry("Optional.of/1", 0));

  /**
   * Where arguments come from users: there, and not elsewhere, a wrong one is an error of theirs.
   */
  private static final Set<String> TAKE_ARGUMENTS =
      Set.of(
          "BeamOptions",
          "BeamType",
          "ConnectorJars",
          "DeltaWrite",
          "DeltaWriteConfiguration",
          "DeltaWriteOptions",
          "DeltaWriteSchemaTransformProvider",
          "Destination",
          "GivenPositions",
          "LakeflowReadSchemaTransformProvider",
          "OptionValues",
          "Positions",
          "ReadTarget",
          "Retention",
          "SparkBeamRunner",
          "SparkSettings",
          "TableProperties",
          "TableRead",
          "TrackedColumns");

  /** How parameters are called that are parts of a message. */
  private static final Set<String> PARTS =
      Set.of(
          "consequence",
          "expected",
          "fault",
          "feature",
          "flaw",
          "message",
          "problem",
          "range",
          "reason",
          "shown",
          "text",
          "wayOut",
          "what",
          "why");

  private static final Pattern PART = Pattern.compile("\u0001(\\d+)\u0002");
  private static final Pattern PHRASE = Pattern.compile("\\p{L}[^…]* [^…]*\\p{L}");
  private static final Pattern WORD = Pattern.compile("\\p{L}{5}");
  private static final Pattern SENTENCE = Pattern.compile("\\p{L}[^…]{40,}");
  private static final int MOST_ALTERNATIVES = 40;

  private final List<Unit> units = new ArrayList<>();
  private final Map<String, Set<String>> makers = new HashMap<>();
  private final Set<String> messages = new TreeSet<>();
  private final Set<String> spelledOut = new HashSet<>();

  private ErrorMessages() {}

  /** Something that is called, with what it is in. */
  private record Call(String name, List<? extends ExpressionTree> arguments, MethodTree in) {}

  /** A source file. */
  private record Unit(String name, List<Call> calls, Map<String, List<ExpressionTree>> constants) {}

  /** The messages in sources. */
  static Set<String> in(List<Path> sources) throws IOException {
    var collector = new ErrorMessages();
    collector.parse(sources);
    return collector.collect();
  }

  private void parse(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<File> asFiles = sources.stream().map(Path::toFile).toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromFiles(asFiles));
      for (CompilationUnitTree tree : task.parse()) {
        units.add(unit(tree));
      }
    }
  }

  private static Unit unit(CompilationUnitTree tree) {
    var name = Path.of(tree.getSourceFile().getName()).getFileName().toString();
    var unit = new Unit(name.replace(".java", ""), new ArrayList<>(), new HashMap<>());
    new Calls(unit).scan(tree, null);
    return unit;
  }

  private Set<String> collect() {
    ERRORS.forEach(
        (name, message) ->
            makers.put(name, new LinkedHashSet<>(Set.of("\u0001" + message + "\u0002"))));
    int known = -1;
    // What is made out of parts is spelled out where these are given, through several methods.
    while (known != size()) {
      known = size();
      units.forEach(unit -> unit.calls().forEach(call -> take(unit, call)));
    }
    makers.forEach(
        (name, templates) ->
            templates.stream()
                .filter(template -> !spelledOut.contains(name + template))
                .forEach(template -> add(PART.matcher(template).replaceAll(ANYTHING))));
    return messages;
  }

  private int size() {
    return messages.size() + makers.values().stream().mapToInt(Set::size).sum();
  }

  private void take(Unit unit, Call call) {
    String name = call.name() + "/" + call.arguments().size();
    if (call.name().equals("new IllegalArgumentException")
        && TAKE_ARGUMENTS.contains(unit.name())) {
      spell(unit, call, name, "\u00010\u0002");
    }
    boolean isOfError = call.name().equals("super") && unit.name().endsWith("Exception");
    if (isOfError && !call.arguments().isEmpty()) {
      spell(unit, call, name, "\u00010\u0002");
    }
    for (String template : List.copyOf(makers.getOrDefault(name, Set.of()))) {
      spell(unit, call, name, template);
    }
  }

  /** What a call makes of a template whose parts are its arguments. */
  private void spell(Unit unit, Call call, String name, String template) {
    Set<String> alternatives = Set.of(template);
    boolean isWhole = PART.matcher(template).matches();
    boolean tells = false;
    Matcher part = PART.matcher(template);
    while (part.find()) {
      ExpressionTree argument = call.arguments().get(Integer.parseInt(part.group(1)));
      Set<String> values = new LinkedHashSet<>();
      for (String value : new Evaluation(unit, call.in()).of(argument)) {
        boolean isPart =
            PART.matcher(value).find()
                || PHRASE.matcher(value).find()
                || (isWhole && WORD.matcher(value).find());
        tells |= isPart;
        // Marked, for what is put in must not be taken for a part of this template.
        values.add((isPart ? value : ANYTHING).replace('\u0001', '\u0003'));
      }
      alternatives = replaced(alternatives, part.group(), values);
    }
    if (!tells) {
      return;
    }
    spelledOut.add(name + template);
    for (String text : alternatives) {
      String found = text.replace('\u0003', '\u0001');
      if (PART.matcher(found).find()) {
        makers.computeIfAbsent(makerName(unit, call.in()), key -> new LinkedHashSet<>()).add(found);
      } else if (!name.equals("Optional.of/1") || found.startsWith("Cannot ")) {
        add(found);
      }
    }
  }

  private static String makerName(Unit unit, MethodTree method) {
    boolean isConstructor = method.getName().contentEquals("<init>");
    return (isConstructor ? "new " + unit.name() : unit.name() + "." + method.getName())
        + "/"
        + method.getParameters().size();
  }

  private static Set<String> replaced(Set<String> texts, String part, Set<String> values) {
    var replaced = new LinkedHashSet<String>();
    for (String text : texts) {
      values.forEach(value -> replaced.add(text.replace(part, value)));
    }
    return replaced;
  }

  private void add(String template) {
    String message =
        template.replaceAll("[\\s…]*…[…]*\\s*$", " …").replaceAll("…+", ANYTHING).strip();
    if (PHRASE.matcher(message).find() || WORD.matcher(message).find()) {
      messages.add(message.replace("\n", "\\n"));
    }
  }

  /** Finds what is called, and constants. */
  private static final class Calls extends TreeScanner<Void, MethodTree> {
    private final Unit unit;

    Calls(Unit unit) {
      this.unit = unit;
    }

    @Override
    public Void visitMethod(MethodTree method, MethodTree outer) {
      return super.visitMethod(method, method);
    }

    @Override
    public Void visitVariable(VariableTree variable, MethodTree in) {
      if (in == null && variable.getInitializer() != null) {
        unit.constants()
            .computeIfAbsent(variable.getName().toString(), name -> new ArrayList<>())
            .add(variable.getInitializer());
      }
      return super.visitVariable(variable, in);
    }

    @Override
    public Void visitNewClass(NewClassTree made, MethodTree in) {
      String type = made.getIdentifier().toString().replaceFirst("^.*\\.", "");
      add("new " + type, made.getArguments(), in);
      return super.visitNewClass(made, in);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree invoked, MethodTree in) {
      add(name(invoked.getMethodSelect()), invoked.getArguments(), in);
      return super.visitMethodInvocation(invoked, in);
    }

    /** A variable is taken for one of the type that is called like it, as {@code failures} is. */
    private String name(ExpressionTree select) {
      if (select instanceof MemberSelectTree member) {
        String of = member.getExpression().toString();
        if (of.toLowerCase(Locale.ROOT).matches("(?s).*problems(\\(\\))?")) {
          of = "problems";
        }
        return (of.equals("problems") || of.isEmpty()
                ? of
                : of.substring(0, 1).toUpperCase(Locale.ROOT) + of.substring(1))
            + "."
            + member.getIdentifier();
      }
      return switch (select.toString()) {
        case "this" -> "new " + unit.name();
        case "super" -> "super";
        default -> unit.name() + "." + select;
      };
    }

    private void add(String name, List<? extends ExpressionTree> arguments, MethodTree in) {
      if (in != null) {
        unit.calls().add(new Call(name, arguments, in));
      }
    }

    @Override
    public Void visitClass(ClassTree type, MethodTree in) {
      return super.visitClass(type, null);
    }
  }

  /** The texts that an expression may be. */
  private record Evaluation(Unit unit, MethodTree method) {
    Set<String> of(ExpressionTree expression) {
      return of(expression, 0);
    }

    private Set<String> of(ExpressionTree expression, int depth) {
      if (depth > 20) {
        return Set.of(ANYTHING);
      }
      if (expression instanceof LiteralTree literal) {
        return literal.getKind() == Tree.Kind.NULL_LITERAL
            ? Set.of()
            : Set.of(String.valueOf(literal.getValue()));
      }
      if (expression instanceof ParenthesizedTree inner) {
        return of(inner.getExpression(), depth + 1);
      }
      if (expression instanceof ConditionalExpressionTree choice) {
        var either = new LinkedHashSet<>(of(choice.getTrueExpression(), depth + 1));
        either.addAll(of(choice.getFalseExpression(), depth + 1));
        return either;
      }
      if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
        return joined(side(sum.getLeftOperand(), depth), side(sum.getRightOperand(), depth));
      }
      if (expression instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree select
          && select.getIdentifier().contentEquals("formatted")) {
        var formatted = new LinkedHashSet<String>();
        of(select.getExpression(), depth + 1)
            .forEach(format -> formatted.add(format.replaceAll("%[sd]", ANYTHING)));
        return formatted;
      }
      return expression instanceof IdentifierTree name
          ? named(name.getName().toString(), depth)
          : Set.of(ANYTHING);
    }

    /** Of a choice in the middle of a sentence only what is one itself is worth a pattern. */
    private Set<String> side(ExpressionTree operand, int depth) {
      Set<String> texts = of(operand, depth + 1);
      boolean isChoice =
          operand instanceof ParenthesizedTree inner
              && inner.getExpression() instanceof ConditionalExpressionTree;
      return isChoice && texts.stream().noneMatch(text -> SENTENCE.matcher(text).find())
          ? Set.of(ANYTHING)
          : texts;
    }

    private static Set<String> joined(Set<String> left, Set<String> right) {
      if (left.size() * right.size() > MOST_ALTERNATIVES) {
        return Set.of(ANYTHING);
      }
      var joined = new LinkedHashSet<String>();
      left.forEach(start -> right.forEach(end -> joined.add(start + end)));
      return joined;
    }

    private Set<String> named(String name, int depth) {
      List<? extends VariableTree> parameters = method.getParameters();
      for (int i = 0; i < parameters.size(); i++) {
        if (parameters.get(i).getName().contentEquals(name)) {
          return Set.of(PARTS.contains(name) ? "\u0001" + i + "\u0002" : ANYTHING);
        }
      }
      var values = new LinkedHashSet<String>();
      List<ExpressionTree> assigned = new ArrayList<>(locals(name));
      if (assigned.isEmpty()) {
        assigned.addAll(unit.constants().getOrDefault(name, List.of()));
      }
      assigned.forEach(value -> values.addAll(of(value, depth + 5)));
      return values.isEmpty() ? Set.of(ANYTHING) : values;
    }

    private List<ExpressionTree> locals(String name) {
      var assigned = new ArrayList<ExpressionTree>();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
          if (variable.getName().contentEquals(name) && variable.getInitializer() != null) {
            assigned.add(variable.getInitializer());
          }
          return super.visitVariable(variable, nothing);
        }

        @Override
        public Void visitAssignment(AssignmentTree assignment, Void nothing) {
          if (assignment.getVariable().toString().equals(name)) {
            assigned.add(assignment.getExpression());
          }
          return super.visitAssignment(assignment, nothing);
        }
      }.scan(method, null);
      return assigned;
    }
  }
}
