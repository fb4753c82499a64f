using FimNet.MLNet.Imaging;
using FimNet.MLNet.Reports;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public class ReportPicturesTests
{
    [TestMethod]
    public void The_worst_mistakes_and_then_the_closest_calls_keep_their_pictures()
    {
        ReportImage[] images =
        [
            SampleReport.Good("far good", 0.1), SampleReport.Good("close good", 0.4), SampleReport.Good("false alarm", 0.6),
            SampleReport.Defective("miss", "dent", 0.2), SampleReport.Defective("close found", "dent", 0.65), SampleReport.Defective("far found", "dent", 0.9),
        ];
        (int Most, string Kept)[] cases =
        [
            (0, ""), (1, "miss"), (2, "false alarm, miss"), (3, "close good, false alarm, miss"), (4, "close good, false alarm, miss, close found"),
            (6, "far good, close good, false alarm, miss, close found, far found"), (9, "far good, close good, false alarm, miss, close found, far found"),
        ];
        foreach ((int most, string kept) in cases)
        {
            var ranking = new PictureRanking(threshold: 0.5f, most);
            var left = new HashSet<int>();
            for (int i = 0; i < images.Length; i++)
            {
                if (ranking.Enters(i, images[i].Score, images[i].IsDefective, out int? leaves))
                {
                    left.Add(i);
                    left.Remove(leaves ?? -1);
                }
            }

            Assert.AreEqual(kept, string.Join(", ", images.Where((_, i) => left.Contains(i)).Select(image => image.Name)));
        }
    }

    [TestMethod]
    public void Without_labels_the_highest_alarms_keep_their_pictures()
    {
        var ranking = new PictureRanking(threshold: 0.5f, most: 2);
        var left = new SortedSet<int>();
        double[] scores = [0.4, 3, 0.55, 9, 0.1, 0.7];
        for (int i = 0; i < scores.Length; i++)
        {
            if (ranking.Enters(i, scores[i], isDefective: null, out int? leaves))
            {
                left.Add(i);
                left.Remove(leaves ?? -1);
            }
        }

        CollectionAssert.AreEqual(new[] { 1, 3 }, left.ToArray());
    }

    [TestMethod]
    public void Five_hundred_images_of_noise_take_less_than_30_MB()
    {
        const int Side = 512;
        var random = new Random(1);
        var pixels = new byte[3 * Side * Side];
        random.NextBytes(pixels);
        float[] map = [.. Enumerable.Range(0, Side * Side).Select(_ => 2 * random.NextSingle())];

        (string picture, string overlay) = new ReportPictures(1, new FimNetReportOptions()).Draw(new RgbImage(Side, Side, pixels), new AnomalyMap(Side, Side, map));

        Assert.IsLessThan(30_000_000, 500L * (picture.Length + overlay.Length));
    }

    [TestMethod]
    [DataRow(0.5f)]
    [DataRow(0f)]
    [DataRow(-2f)]
    public void A_defect_shows_whatever_the_threshold_is(float threshold)
    {
        var image = new RgbImage(64, 64, new byte[3 * 64 * 64]);
        float[] map = [.. Enumerable.Range(0, 64 * 64).Select(i => i % 64 < 32 ? threshold - 1 : threshold + 1)];

        RgbImage overlay = Decode(new ReportPictures(threshold, new FimNetReportOptions()).Draw(image, new AnomalyMap(64, 64, map)).Overlay);

        Assert.IsLessThan(40, Brightness(overlay, 10));
        Assert.IsGreaterThan(80, Brightness(overlay, 54));
    }

    [TestMethod]
    public void Pictures_have_the_side_and_the_colours_that_were_asked_for()
    {
        var image = new RgbImage(64, 48, new byte[3 * 64 * 48]);
        var map = new AnomalyMap(64, 48, Enumerable.Range(0, 64 * 48).Select(i => i / (64f * 48)).ToArray());
        var options = new FimNetReportOptions { PictureSide = 32 };
        (string picture, string overlay) = new ReportPictures(1, options).Draw(image, map);
        string other = new ReportPictures(1, options with { Colours = ColourMap.Viridis }).Draw(image, map).Overlay;

        Assert.AreEqual((32, 24), (Decode(picture).Width, Decode(picture).Height));
        Assert.AreEqual((32, 24), (Decode(overlay).Width, Decode(overlay).Height));
        Assert.AreNotEqual(overlay, other);
    }

    private static int Brightness(RgbImage image, int x) => image.Pixels.Slice(3 * ((32 * 64) + x), 3).ToArray().Max(value => (int)value);

    private static RgbImage Decode(string address) => ImageDecoder.Decode(Convert.FromBase64String(address[(address.IndexOf(',') + 1)..]), "overlay", ImageLimits.Default);
}
