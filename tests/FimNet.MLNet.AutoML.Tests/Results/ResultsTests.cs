using System.Globalization;
using FimNet.MLNet.Tests;
using Microsoft.Data.Analysis;

namespace FimNet.MLNet.AutoML.Tests.Results;

[TestClass]
public class ResultsTests
{
    [TestMethod]
    public void The_table_has_a_row_a_trial_with_every_metric_time_and_option()
    {
        DataFrame table = SampleResults.Create().ToDataFrame();
        Assert.AreEqual(4, table.Rows.Count);
        CollectionAssert.AreEqual(new object[] { 0.9, 0.97, 0.95 }, Column(table, "Metric")[..3]);
        Assert.IsNull(Column(table, "Metric")[3], "what failed has no metric");
        CollectionAssert.AreEqual(new object?[] { 400, 100, 400, null }, Column(table, "Steps"));
        CollectionAssert.AreEqual(new object[] { 0, 1, 0, 3 }, Column(table, "TrainingId"));
        CollectionAssert.AreEqual(new object[] { 1500.0, 3000.0, 4500.0, 6000.0 }, Column(table, "DurationInMilliseconds"));
        CollectionAssert.AreEqual(new object[] { 0.0005, 0.001, 0.0005, 0.002 }, Column(table, "LearningRate"));
        CollectionAssert.AreEqual(new object[] { "1 2 3", "1 2 3", "2 3", "1 2 3" }, Column(table, "FeatureLevels"));
        CollectionAssert.AreEqual(new object[] { 0.5, 0.5, 0.5, 0.5 }, Column(table, "Defects.MaxSize"));
        Assert.AreEqual(SampleResults.Reason, Column(table, "FailureReason")[3]);
        foreach (string option in typeof(FimNetOptions).GetProperties().Where(property => !property.GetMethod!.IsStatic && property.Name != nameof(FimNetOptions.Defects)).Select(property => property.Name))
        {
            Assert.AreNotEqual(-1, table.Columns.IndexOf(option), option);
        }
    }

    [TestMethod]
    public void The_CSV_file_holds_the_table()
    {
        using var folder = new PrivateFolder();
        string path = Path.Combine(folder.Path, "trials.csv");
        FimNetExperimentResults results = SampleResults.Create();
        results.SaveCsv(path);
        DataFrame read = DataFrame.LoadCsv(path), table = results.ToDataFrame();
        CollectionAssert.AreEqual(table.Columns.Select(column => column.Name).ToArray(), read.Columns.Select(column => column.Name).ToArray());
        Assert.AreEqual(4, read.Rows.Count);
        CollectionAssert.AreEqual(new[] { 0.9f, 0.97f, 0.95f }, Column(read, "Metric")[..3].Select(Convert.ToSingle).ToArray());
        Assert.AreEqual(SampleResults.Reason, Column(read, "FailureReason")[3]);
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void The_CSV_file_is_the_same_where_decimals_have_a_comma()
    {
        using var folder = new PrivateFolder();
        string with = Path.Combine(folder.Path, "comma.csv"), without = Path.Combine(folder.Path, "point.csv");
        SampleResults.Create().SaveCsv(without);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            SampleResults.Create().SaveCsv(with);
            Assert.AreEqual("FalseAlarmRate(0.05)", FimNetMetric.FalseAlarmRate(0.05).Name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.AreEqual(File.ReadAllText(without), File.ReadAllText(with));
    }

    [TestMethod]
    public void The_best_trial_is_that_of_the_best_metric_among_those_trained_to_the_end() => Assert.AreEqual(2, SampleResults.Create().Best!.TrialSettings.TrialId);

    [TestMethod]
    public void While_no_training_is_at_its_end_the_best_of_the_others_is_the_best() =>
        Assert.AreEqual(1, SampleResults.Create(trials: 2, TrialState.Paused).Best!.TrialSettings.TrialId);

    private static object?[] Column(DataFrame table, string name) => [.. Enumerable.Range(0, (int)table.Rows.Count).Select(row => table.Columns[name][row])];
}
