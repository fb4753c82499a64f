using System.Globalization;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class TrainingLengthTests
{
    [TestMethod]
    public void A_length_reads_as_its_amount_and_unit_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.AreEqual("500 steps", TrainingLength.Steps(500).ToString());
            Assert.AreEqual("1.5 epochs", TrainingLength.Epochs(1.5).ToString());
            Assert.AreEqual("90.5 seconds", TrainingLength.Time(TimeSpan.FromSeconds(90.5)).ToString());
            Assert.AreEqual("0 steps", TrainingLength.None.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Lengths_are_equal_by_value_and_none_is_no_steps()
    {
        Assert.AreEqual(TrainingLength.Steps(3), TrainingLength.Steps(3));
        Assert.AreNotEqual(TrainingLength.Steps(3), TrainingLength.Epochs(3));
        Assert.AreEqual(TrainingLength.None, TrainingLength.Steps(0));
    }

    [TestMethod]
    public void The_ends_of_the_ranges_are_allowed()
    {
        Assert.AreEqual("10000000 steps", TrainingLength.Steps(10_000_000).ToString());
        Assert.AreEqual("100000 epochs", TrainingLength.Epochs(100_000).ToString());
        Assert.AreEqual("2592000 seconds", TrainingLength.Time(TimeSpan.FromDays(30)).ToString());
        Assert.AreEqual("0 epochs", TrainingLength.Epochs(0).ToString());
    }

    [TestMethod]
    [DynamicData(nameof(OutOfRange))]
    public void An_amount_out_of_range_is_refused_with_unit_amount_and_range(Func<TrainingLength> make, string amount, string unit, string most)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => make()).Message;
        StringAssert.Contains(message, $"A training length in {unit} must be between 0 and {most}.");
        StringAssert.Contains(message, amount);
    }

    private static IEnumerable<(Func<TrainingLength> Make, string Amount, string Unit, string Most)> OutOfRange =>
    [
        (() => TrainingLength.Steps(-1), "-1", "steps", "10000000"),
        (() => TrainingLength.Steps(10_000_001), "10000001", "steps", "10000000"),
        (() => TrainingLength.Epochs(-1), "-1", "epochs", "100000"),
        (() => TrainingLength.Epochs(100_001), "100001", "epochs", "100000"),
        (() => TrainingLength.Epochs(double.NaN), "NaN", "epochs", "100000"),
        (() => TrainingLength.Epochs(double.PositiveInfinity), "100000", "epochs", "100000"),
        (() => TrainingLength.Time(TimeSpan.FromSeconds(-2)), "-2", "seconds", "2592000"),
        (() => TrainingLength.Time(TimeSpan.FromDays(31)), "2678400", "seconds", "2592000"),
    ];
}
