using System.Buffers.Binary;
using FimNet.MLNet.Onnx;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>Mutations of a sound model's zip, of its graph and of its settings. "Digest right" are edits by one who knows the format and writes the digest anew.</summary>
/// <param name="golden">A model file in the newest format.</param>
/// <param name="oldGolden">A model file in the first format, which has no digest.</param>
internal sealed class ModelCases(byte[] golden, byte[] oldGolden)
{
    private const int Seed = 20261124;

    private readonly Lazy<Sound> _whole = new(() => new Sound(new ModelZip(golden)));
    private readonly Lazy<Sound> _old = new(() => new Sound(NarrowModel.Of(oldGolden, digest: false)));
    private readonly Lazy<Sound> _narrow = new(() => new Sound(NarrowModel.Of(golden, digest: true)));
    private readonly Lazy<Sound> _eightBits = new(() => new Sound(NarrowModel.InEightBits(NarrowModel.Of(golden, digest: true))));

    public IEnumerable<CaseClass> All()
    {
        yield return new("model, as it was saved", 4, i => SoundOf(i) is var sound ? sound.Probe.Load(sound.File) : default);
        yield return new("model of full size, bits flipped", 100, i => _whole.Value.Probe.Load(Flipped(golden, Random(1, i))));
        yield return new("zip, bits flipped", 3000, i => _narrow.Value.Probe.Load(Flipped(_narrow.Value.File, Random(2, i))));
        yield return new("zip, headers and directory edited", 2500, i => _narrow.Value.Probe.Load(HeaderEdited(_narrow.Value.File, Random(3, i))));
        yield return new("zip, truncated", 1500, i => _narrow.Value.Probe.Load(_narrow.Value.File[..Random(4, i).Next(_narrow.Value.File.Length)]));
        yield return new("zip, entries missing, swapped or replaced", 1500, i => _narrow.Value.Probe.Load(EntriesChanged(_narrow.Value.Zip, Random(5, i))));
        yield return new("zip without a digest (format 1.1), bits flipped", 1000, i => _old.Value.Probe.Load(Flipped(_old.Value.File, Random(6, i))));
        yield return new("graph, bytes flipped, digest right", 3500, i => Check(_narrow.Value, graph => Flipped(graph, Random(7, i))), MayDiffer: true);
        yield return new("graph, structure flipped, digest right", 4000, i => Check(_narrow.Value, graph => StructureFlipped(graph, Random(8, i))), MayDiffer: true);
        yield return new("graph, fields edited, digest right", 5000, i => Check(_narrow.Value, graph => new GraphMutation(graph, Random(9, i)).Apply()), MayDiffer: true);
        yield return new("graph of 8 bits, fields edited, digest right", 2000, i => Check(_eightBits.Value, graph => new GraphMutation(graph, Random(10, i)).Apply()), MayDiffer: true);
        yield return new("settings, edited, digest right", 3000, i => _narrow.Value.Probe.Check(_narrow.Value.Zip.Graph, SettingsMutation.Apply(_narrow.Value.Zip.Settings, Random(11, i))), MayDiffer: true);
        yield return new("whole file, graph edited, digest right", 1000, i => _narrow.Value.Probe.Load(_narrow.Value.Zip.WithGraph(new GraphMutation(_narrow.Value.Zip.Graph, Random(12, i)).Apply()).Pack()), MayDiffer: true);
        yield return new("whole file, settings edited, digest right", 500, i => _narrow.Value.Probe.Load(_narrow.Value.Zip.WithSettings(SettingsMutation.Apply(_narrow.Value.Zip.Settings, Random(13, i))).Pack()), MayDiffer: true);
    }

    private Sound SoundOf(int number) => new[] { _whole, _old, _narrow, _eightBits }[number].Value;

    private static Random Random(int group, int number) => new(unchecked(Seed + 7919 * group + 104_729 * number));

    private static Outcome Check(Sound sound, Func<byte[], byte[]> mutation) => sound.Probe.Check(mutation(sound.Zip.Graph), sound.Zip.Settings);

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        byte[] copy = [.. bytes];
        for (int left = random.Next(1, 9); left > 0; left--)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }

    /// <summary>Weights are nearly all of a graph: flips that must hit names, shapes and nodes are drawn where those are, before and behind them.</summary>
    private static byte[] StructureFlipped(byte[] graph, Random random)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(graph);
        int structure = graph.Length - model.Graph.Initializer.Where(tensor => tensor.RawData.Length > 64).Sum(tensor => tensor.RawData.Length);
        byte[] copy = [.. graph];
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            int place = random.Next(structure);
            copy[place < structure / 2 ? place : copy.Length - (structure - place)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }

    private static byte[] HeaderEdited(byte[] zip, Random random)
    {
        byte[] copy = [.. zip];
        int directory = copy.AsSpan().LastIndexOf("PK\x01\x02"u8);
        int first = copy.AsSpan().IndexOf("PK\x01\x02"u8);
        int place = random.Next(3) switch
        {
            0 => random.Next(0, 60),
            1 => random.Next(first, Math.Min(copy.Length - 4, directory + 46)),
            _ => random.Next(copy.Length - 22, copy.Length - 4),
        };
        uint value = random.Next(4) switch { 0 => 0, 1 => uint.MaxValue, 2 => int.MaxValue, _ => (uint)random.Next() };
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(place), value);
        return copy;
    }

    private static byte[] EntriesChanged(ModelZip zip, Random random)
    {
        IReadOnlyList<string> names = zip.Names;
        string one = names[random.Next(names.Count)];
        string other = names[random.Next(names.Count)];
        byte[] content = zip[one];
        ModelZip changed = random.Next(4) switch
        {
            0 => zip.Without(one),
            1 => zip.With(one, zip[other]).With(other, content),
            2 => zip.With(one, content[..random.Next(content.Length + 1)]),
            _ => zip.With(one, content.Length == 0 ? [1, 2, 3] : Flipped(content, random)),
        };
        return changed.Pack();
    }

    /// <summary>A sound model, and what it says.</summary>
    private sealed class Sound(ModelZip zip)
    {
        public ModelZip Zip { get; } = zip;

        public byte[] File { get; } = zip.Pack();

        public ModelProbe Probe { get; } = new(zip);
    }
}
