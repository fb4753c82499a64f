using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>What ML.NET may expect of every estimator and transformer, tried with all of the library's.</summary>
[TestClass]
public sealed class ContractTests
{
    private static readonly MLContext Context = new(seed: 0);
    private static readonly PrivateFolder Folder = new();
    private static readonly ConcurrentDictionary<string, Lazy<ITransformer>> Fitted = new();
    private static ContractRow[] _rows = [];

    public static IEnumerable<object[]> Stages => ContractCases.All.Select(stage => new object[] { stage.Name });

    public static IEnumerable<object[]> Estimators => ContractCases.All.Where(stage => stage.Create is not null).Select(stage => new object[] { stage.Name });

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        _ = context;
        ContractData.Write(Folder.Path);
        _rows = ContractData.Read(Folder.Path);
    }

    [ClassCleanup]
    public static void Delete() => Folder.Dispose();

    [TestMethod]
    public void Every_estimator_and_transformer_of_the_library_is_here()
    {
        Type[] library = [.. new[] { typeof(FimNetTransformer), typeof(FimNetTrainer) }.SelectMany(type => type.Assembly.GetTypes()).Where(IsStage)];
        Type[] tried = [.. ContractCases.All.Select(stage => Transformer(stage.Name).GetType()), .. ContractCases.All.Where(stage => stage.Create is not null).Select(stage => Estimator(stage).GetType())];
        CollectionAssert.AreEquivalent(library, tried.Distinct().ToArray(), "add a case to ContractCases for a new stage");

        static bool IsStage(Type type) => type is { IsAbstract: false, IsInterface: false }
            && type.GetInterfaces().Any(i => i == typeof(ITransformer) || (i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEstimator<>)));
    }

    [TestMethod]
    [DynamicData(nameof(Estimators))]
    public void What_the_estimator_promises_the_data_has(string name)
    {
        SchemaShape promised = Estimator(Case(name)).GetOutputSchema(View().Schema.Shape());
        CollectionAssert.AreEquivalent(Describe(Transformer(name).Transform(View()).Schema.Shape()), Describe(promised));

        static (string, SchemaShape.Column.VectorKind, string, bool)[] Describe(SchemaShape shape) => [.. shape.Select(c => (c.Name, c.Kind, c.ItemType.ToString()!, c.IsKey))];
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void What_the_transformer_promises_the_data_has_and_every_column_of_the_input_passes_through(string name)
    {
        ITransformer transformer = Transformer(name);
        DataViewSchema schema = transformer.Transform(View()).Schema;
        Assert.IsTrue(transformer.IsRowToRowMapper);
        AssertSameSchema(schema, transformer.GetOutputSchema(View().Schema));
        AssertSameSchema(schema, transformer.GetRowToRowMapper(View().Schema).OutputSchema);
        foreach (string output in Case(name).Outputs)
        {
            Assert.IsNotNull(schema.GetColumnOrNull(output), output);
        }

        AssertLike(ViewTable.Read(View(), PassedThrough(name)), ViewTable.Read(transformer.Transform(View()), PassedThrough(name)));
        Assert.AreEqual(View().GetRowCount(), transformer.Transform(View()).GetRowCount());
    }

    [TestMethod]
    public void Another_process_loads_every_model_and_makes_the_same_of_the_data_to_the_last_bit()
    {
        string[] models = Array.ConvertAll([.. ContractCases.All], stage => Path.Combine(Folder.Path, stage.Name));
        for (int i = 0; i < models.Length; i++)
        {
            Context.Model.Save(Transformer(ContractCases.All[i].Name), View().Schema, models[i] + ".zip");
        }

        WorkerProcess.Run(ContractWorker.Kind, Folder.Path);
        foreach (string model in models)
        {
            Assert.AreEqual(ViewTable.Exactly(Transformer(Path.GetFileName(model)).Transform(View())), File.ReadAllText(model + ".txt"), model);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void The_row_mapper_gives_what_the_cursor_gives(string name)
    {
        IDataView view = View();
        IRowToRowMapper mapper = Transformer(name).GetRowToRowMapper(view.Schema);
        DataViewSchema.Column[] columns = ViewTable.Columns(mapper.OutputSchema);
        using DataViewRowCursor source = view.GetRowCursor(mapper.GetDependencies(columns));
        using DataViewRow row = mapper.GetRow(source, columns);
        AssertLike(Expected(name), ViewTable.Read(source, row, columns));
        Assert.IsEmpty(mapper.GetDependencies([]));
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void Any_column_can_be_read_alone_and_the_others_are_refused(string name)
    {
        IDataView transformed = Transformer(name).Transform(View());
        Dictionary<string, Cell>[] expected = Expected(name);
        foreach (DataViewSchema.Column column in ViewTable.Columns(transformed.Schema))
        {
            using DataViewRowCursor cursor = transformed.GetRowCursor([column]);
            Assert.IsTrue(cursor.IsColumnActive(column));
            foreach (DataViewSchema.Column other in ViewTable.Columns(transformed.Schema).Where(other => other.Index != column.Index))
            {
                Assert.IsFalse(cursor.IsColumnActive(other));
                StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => Cell.Reader(cursor, other)).Message, other.Name);
            }

            Dictionary<string, Cell>[] actual = ViewTable.Read(cursor, [column]);
            AssertLike(Array.ConvertAll(expected, row => new Dictionary<string, Cell> { [column.Name] = row[column.Name] }), actual);
        }

        using DataViewRowCursor none = transformed.GetRowCursor([]);
        int count = 0;
        while (none.MoveNext())
        {
            count++;
        }

        Assert.AreEqual(ContractData.Rows, count);
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void A_column_of_another_type_is_refused_by_name(string name)
    {
        IDataView transformed = Transformer(name).Transform(View());
        foreach (DataViewSchema.Column column in ViewTable.Columns(transformed.Schema, Case(name).Outputs))
        {
            using DataViewRowCursor cursor = transformed.GetRowCursor([column]);
            StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<DateTime>(column)).Message, column.Name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void Shuffled_and_split_cursors_give_every_row_its_own_values(string name)
    {
        // Shuffling is a cache and drops images, so they are loaded behind it.
        IDataView source = Context.Data.ShuffleRows(View(), seed: 3);
        IDataView transformed = Transformer(name).Transform(Context.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(source).Transform(source));
        DataViewSchema.Column[] columns = ViewTable.Columns(transformed.Schema);
        Assert.IsTrue(transformed.CanShuffle);
        foreach (Random? random in new[] { null, new Random(5) })
        {
            using DataViewRowCursor shuffled = transformed.GetRowCursor(columns, random);
            Dictionary<string, Cell>[] rows = ViewTable.Read(shuffled, columns);
            CollectionAssert.AreNotEqual(Enumerable.Range(0, ContractData.Rows).Select(i => $"{i}").ToArray(), rows.Select(row => row["Number"].Text).ToArray());
            AssertLike(Expected(name), InOrder(rows));
        }

        DataViewRowCursor[] parts = transformed.GetRowCursorSet(columns, 3);
        AssertLike(Expected(name), InOrder(parts.SelectMany(part => ViewTable.Read(part, columns))));
        Array.ForEach(parts, part => part.Dispose());

        static Dictionary<string, Cell>[] InOrder(IEnumerable<Dictionary<string, Cell>> rows) => [.. rows.OrderBy(row => row["Number"].Text, StringComparer.Ordinal)];
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void A_missing_column_is_named_by_everyone_who_needs_it(string name)
    {
        ContractCase stage = Case(name);
        IDataView view = Context.Transforms.DropColumns(stage.Input).Fit(View()).Transform(View());
        AssertRefused(stage, view, $"Could not find input column '{stage.Input}'");
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void A_column_of_the_wrong_type_is_named_with_what_was_expected_and_what_there_is(string name)
    {
        ContractCase stage = Case(name);
        IDataView view = Context.Transforms.CopyColumns(stage.Input, "Number").Fit(View()).Transform(View());
        AssertRefused(stage, view, $"Schema mismatch for input column '{stage.Input}': expected {(stage.Input == "Image" ? "Image" : "Text")}, got Int32");
    }

    [TestMethod]
    [DynamicData(nameof(Estimators))]
    public void Columns_may_have_other_names(string name)
    {
        ContractCase stage = Case(name);
        IDataView view = View();
        string[] inputs = [.. view.Schema.Select(column => column.Name)];
        foreach (string input in inputs)
        {
            view = Context.Transforms.CopyColumns(Renamed(input), input).Fit(view).Transform(view);
        }

        view = Context.Transforms.DropColumns(inputs).Fit(view).Transform(view);
        IDataView transformed = stage.Fit(Context, view, Renamed).Transform(view);
        AssertLike(Expected(name), Array.ConvertAll(ViewTable.Read(transformed), row => row.ToDictionary(cell => cell.Key["My ".Length..], cell => cell.Value with { Text = cell.Value.Text.Replace("My ", "", StringComparison.Ordinal) })));

        static string Renamed(string column) => $"My {column}";
    }

    [TestMethod]
    [DynamicData(nameof(Estimators))]
    public void It_works_between_other_stages_and_in_scopes(string name)
    {
        ContractCase stage = Case(name);
        string output = stage.Outputs[0];
        TransformerChain<ITransformer> model = new EstimatorChain<ITransformer>()
            .Append(Context.Transforms.CopyColumns("Before", "Name"))
            .Append(Estimator(stage))
            .Append<ITransformer>(Context.Transforms.CopyColumns("After", output))
            .Fit(View());
        Dictionary<string, Cell>[] rows = ViewTable.Read(model.Transform(View()));
        Assert.HasCount(ContractData.Rows, rows);
        foreach (Dictionary<string, Cell> row in rows)
        {
            Assert.AreEqual(row["Name"].Text, row["Before"].Text);
            Assert.IsTrue(row[output].IsLike(row["After"]));
        }

        AssertLike(Expected(name), Array.ConvertAll(rows, row => row.Where(cell => cell.Key is not ("Before" or "After")).ToDictionary()));

        TransformerChain<ITransformer> scoped = new EstimatorChain<ITransformer>()
            .Append(Context.Transforms.CopyColumns("Before", "Name"))
            .Append(Estimator(stage), TransformerScope.TrainTest)
            .Fit(View());
        Assert.AreEqual(2, scoped.GetModelFor(TransformerScope.Testing).Count());
        Assert.AreEqual(1, scoped.GetModelFor(TransformerScope.Scoring).Count());
        AssertSameSchema(model.First().GetOutputSchema(View().Schema), scoped.Transform(View()).Schema);
    }

    [TestMethod]
    [DynamicData(nameof(Estimators))]
    public void A_cache_keeps_what_ml_net_can_cache_and_a_stage_behind_one_that_dropped_its_images_says_so(string name)
    {
        ContractCase stage = Case(name);
        IDataView transformed = Transformer(name).Transform(View()), cached = Context.Data.Cache(transformed);
        string[] kept = [.. cached.Schema.Where(column => !column.IsHidden && column.Type.Equals(transformed.Schema[column.Name].Type)).Select(column => column.Name)];
        CollectionAssert.IsSubsetOf(stage.Outputs.Where(output => output is "Score" or "PredictedLabel" or "AnomalyMap" or "PValue" or "ImageError").ToArray(), kept);
        for (int pass = 0; pass < 2; pass++)
        {
            AssertLike(Array.ConvertAll(Expected(name), row => row.Where(cell => kept.Contains(cell.Key)).ToDictionary()), ViewTable.Read(cached, kept));
        }

        EstimatorChain<ITransformer> behind = new EstimatorChain<ITransformer>()
            .Append(Context.Transforms.CopyColumns("Before", "Name"))
            .AppendCacheCheckpoint(Context)
            .Append(Estimator(stage))
            .AppendCacheCheckpoint(Context);
        if (stage.Input == "Image")
        {
            StringAssert.Contains(Assert.Throws<ArgumentException>(() => behind.Fit(View())).Message, "caches (AppendCacheCheckpoint, Data.Cache, Data.ShuffleRows) drop image columns");
        }
        else
        {
            AssertLike(Expected(name), Array.ConvertAll(ViewTable.Read(behind.Fit(View()).Transform(View())), row => row.Where(cell => cell.Key != "Before").ToDictionary()));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Stages))]
    public void Classes_with_some_of_the_columns_are_filled(string name)
    {
        IDataView transformed = Transformer(name).Transform(View());
        NameAndNumber[] enumerated = [.. Context.Data.CreateEnumerable<NameAndNumber>(transformed, reuseRowObject: false)];
        CollectionAssert.AreEqual(Enumerable.Range(0, ContractData.Rows).ToArray(), enumerated.Select(row => row.Number).ToArray());
        CollectionAssert.AreEqual(_rows.Select(row => row.Name).ToArray(), enumerated.Select(row => row.Name).ToArray());

        Dictionary<string, Cell>[] expected = Expected(name), predicted = Case(name).PredictOne(Context, Transformer(name), _rows);
        for (int i = 0; i < predicted.Length; i++)
        {
            Assert.IsNotEmpty(predicted[i]);
            foreach ((string column, Cell cell) in predicted[i])
            {
                Assert.IsTrue(expected[i][column].IsLike(cell), $"{column} of row {i}: {cell.Text}");
            }
        }
    }

    private static ContractCase Case(string name) => ContractCases.All.Single(stage => stage.Name == name);

    private static IEstimator<ITransformer> Estimator(ContractCase stage) => stage.Create!(Context, column => column);

    private static ITransformer Transformer(string name) =>
        Fitted.GetOrAdd(name, _ => new Lazy<ITransformer>(() => Case(name).Fit(Context, View(), column => column))).Value;

    private static IDataView View() => Context.Data.LoadFromEnumerable(_rows);

    private static Dictionary<string, Cell>[] Expected(string name) => ViewTable.Read(Transformer(name).Transform(View()));

    private static string[] PassedThrough(string name) => [.. View().Schema.Select(column => column.Name).Except(Case(name).Outputs)];

    private static void AssertRefused(ContractCase stage, IDataView view, string expected)
    {
        ITransformer transformer = Transformer(stage.Name);
        Refuses(() => transformer.Transform(view));
        Refuses(() => transformer.GetOutputSchema(view.Schema));
        Refuses(() => transformer.GetRowToRowMapper(view.Schema));
        if (stage.Create is not null)
        {
            Refuses(() => Estimator(stage).Fit(view));
            Refuses(() => Estimator(stage).GetOutputSchema(view.Schema.Shape()));
        }

        void Refuses(Action action) => StringAssert.Contains(Assert.Throws<ArgumentException>(action).Message, expected);
    }

    private static void AssertSameSchema(DataViewSchema expected, DataViewSchema actual) => CollectionAssert.AreEqual(
        expected.Select(column => (column.Name, column.Type, column.IsHidden)).ToArray(), actual.Select(column => (column.Name, column.Type, column.IsHidden)).ToArray());

    private static void AssertLike(Dictionary<string, Cell>[] expected, Dictionary<string, Cell>[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            CollectionAssert.AreEquivalent(expected[i].Keys, actual[i].Keys);
            foreach ((string column, Cell cell) in expected[i])
            {
                Assert.IsTrue(cell.IsLike(actual[i][column]), $"{column} of row {i}");
            }
        }
    }

    private sealed class NameAndNumber
    {
        public string Name { get; set; } = "";

        public int Number { get; set; }
    }
}
