using System.IO.Compression;
using System.Text;
using FimNet.MLNet.Imaging;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Robustness;
using FimNet.MLNet.Robustness.Images;
using FimNet.MLNet.Robustness.Models;

namespace FimNet.MLNet.Fuzzing;

/// <summary>The parsers of the library that read files from elsewhere.</summary>
/// <param name="golden">A model file in the newest format.</param>
/// <param name="oldGolden">A model file in the first format, which has no digest that hides what is behind it from a fuzzer.</param>
internal sealed class FuzzTargets(byte[] golden, byte[] oldGolden)
{
    // Larger pictures would cost a fuzzer its time, and read no other code.
    private static readonly ImageLimits Limits = new() { MaxPixels = 1 << 20 };

    private readonly Lazy<Sound> _sound = new(() => new Sound(NarrowModel.Of(golden, digest: true)));

    public IEnumerable<FuzzTarget> All()
    {
        yield return new("model", ModelSeeds, bytes => _sound.Value.Probe.Load(bytes) != Outcome.Refused);
        yield return new("graph", GraphSeeds, AcceptsGraph);
        yield return new("settings", SettingsSeeds, bytes => _sound.Value.Probe.Check(_sound.Value.Zip.Graph, Encoding.UTF8.GetString(bytes)) != Outcome.Refused);
        yield return new("image", () => Pictures.All().Select(picture => picture.File), AcceptsImage);
    }

    /// <summary>Packed, because weights would be nearly all of the bytes; and once unpacked without the graph, so that the other entries lie open.</summary>
    private IEnumerable<byte[]> ModelSeeds()
    {
        yield return _sound.Value.Zip.Pack(CompressionLevel.SmallestSize);
        yield return NarrowModel.Of(oldGolden, digest: false).Pack(CompressionLevel.SmallestSize);
        yield return _sound.Value.Zip.Without("Graph.onnx").Pack(CompressionLevel.NoCompression);
    }

    private IEnumerable<byte[]> GraphSeeds()
    {
        yield return WeightlessGraph.Of(_sound.Value.Zip.Graph);
        yield return WeightlessGraph.Of(NarrowModel.InEightBits(_sound.Value.Zip).Graph);
    }

    private IEnumerable<byte[]> SettingsSeeds()
    {
        var settings = ModelSettings.FromJson(_sound.Value.Zip.Settings);
        var calibration = new ThresholdCalibration { Rule = "FalseAlarmRate(0.05)", Threshold = 0.5f, GoodImages = 60, DefectiveImages = 0, ExpectedFalseAlarmRate = 0.05, FalseAlarmRateBound = 0.1 };
        ModelSettings[] all = [settings, settings with { ScoreCalibration = calibration, PixelCalibration = calibration, IsQuantized = true, Columns = new("I", "S", "P", "A", null) }];
        return all.Select(each => Encoding.UTF8.GetBytes(each.ToJson()));
    }

    private bool AcceptsGraph(byte[] bytes) => Accepts(bytes) || (WeightlessGraph.Filled(bytes) is { } graph && Accepts(graph));

    private bool Accepts(byte[] graph) => _sound.Value.Probe.Check(graph, _sound.Value.Zip.Settings) != Outcome.Refused;

    private static bool AcceptsImage(byte[] bytes)
    {
        try
        {
            ImageDecoder.Decode(bytes, "the input", Limits);
            return true;
        }
        catch (ImageReadException)
        {
            return false;
        }
    }

    private sealed class Sound(ModelZip zip)
    {
        public ModelZip Zip { get; } = zip;

        public ModelProbe Probe { get; } = new(zip);
    }
}
