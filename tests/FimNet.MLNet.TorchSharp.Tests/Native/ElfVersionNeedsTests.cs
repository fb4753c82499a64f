using System.Buffers.Binary;
using System.Text;
using FimNet.MLNet.Native;

namespace FimNet.MLNet.Tests.Native;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class ElfVersionNeedsTests
{
    private const string Version = "GLIBCXX_3.4.32";

    // Layout of the System V ABI: vna_hash (4 bytes), vna_flags (2), vna_other (2), vna_name (4), vna_next (4).
    private const int FlagsAfterHash = 4;

    [TestMethod]
    public void Only_the_weak_flag_of_the_one_entry_changes()
    {
        byte[] original = Library("libLibTorchSharp.so");
        byte[] patched = [.. original];

        Assert.AreEqual(1, ElfVersionNeeds.MakeWeak(patched, Version));

        int[] changed = Enumerable.Range(0, original.Length).Where(i => original[i] != patched[i]).ToArray();
        Assert.HasCount(1, changed);
        Assert.AreEqual(0, original[changed[0]]);
        Assert.AreEqual(2, patched[changed[0]]);

        // The bytes before the flag are the ABI's hash of the name, which the code under test never looks at.
        uint hash = BinaryPrimitives.ReadUInt32LittleEndian(original.AsSpan(changed[0] - FlagsAfterHash));
        Assert.AreEqual(ElfHash(Version), hash);
    }

    [TestMethod]
    public void Doing_it_twice_changes_nothing_more()
    {
        byte[] once = Library("libLibTorchSharp.so");
        ElfVersionNeeds.MakeWeak(once, Version);
        byte[] twice = [.. once];
        Assert.AreEqual(1, ElfVersionNeeds.MakeWeak(twice, Version));
        CollectionAssert.AreEqual(once, twice);
    }

    [TestMethod]
    [DataRow("libc10.so", Version)]
    [DataRow("libLibTorchSharp.so", "GLIBCXX_3.4.3")]
    [DataRow("libLibTorchSharp.so", "GLIBCXX_9")]
    public void A_file_without_the_entry_stays_as_it_is(string library, string version)
    {
        byte[] original = Library(library);
        byte[] patched = [.. original];
        Assert.AreEqual(0, ElfVersionNeeds.MakeWeak(patched, version));
        CollectionAssert.AreEqual(original, patched);
    }

    [TestMethod]
    public void What_is_not_a_64_bit_little_endian_ELF_file_is_refused()
    {
        byte[] bigEndian = Library("libc10.so")[..4096];
        bigEndian[5] = 2;
        byte[] narrow = Library("libc10.so")[..4096];
        narrow[4] = 1;
        foreach (byte[] image in new[] { [], Encoding.ASCII.GetBytes("MZ, another format"), new byte[4096], bigEndian, narrow })
        {
            Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.MakeWeak(image, Version));
        }
    }

    [TestMethod]
    public void A_file_that_ends_before_its_tables_is_refused()
    {
        byte[] image = Library("libLibTorchSharp.so");
        foreach (int length in new[] { 6, 0x28, 0x3d, 64, 4096, image.Length / 2 })
        {
            Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.MakeWeak(image.AsSpan(0, length).ToArray(), Version), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Damage_anywhere_in_the_tables_ends_in_an_answer_or_a_refusal()
    {
        byte[] original = Library("libLibTorchSharp.so");
        byte[] weak = [.. original];
        ElfVersionNeeds.MakeWeak(weak, Version);
        int table = Enumerable.Range(0, original.Length).First(i => original[i] != weak[i]) & ~0xfff;
        var random = new Random(5);
        byte[] image = [.. original];
        for (int attempt = 0; attempt < 2000; attempt++)
        {
            int at = (attempt % 3) switch
            {
                0 => random.Next(6, 64),
                1 => table + random.Next(0x2000),
                _ => original.Length - 1 - random.Next(40 * 64),
            };
            image[at] = (byte)random.Next(256);
            try
            {
                ElfVersionNeeds.MakeWeak(image, Version);
            }
            catch (InvalidDataException)
            {
                original.CopyTo(image, 0);
            }
        }
    }

    private static byte[] Library(string name) =>
        File.ReadAllBytes(NativeFolders.OfThisApplication().Find(name) ?? throw new FileNotFoundException(name));

    // The hash function of the System V ABI.
    private static uint ElfHash(string name)
    {
        uint hash = 0;
        foreach (char c in name)
        {
            hash = (hash << 4) + c;
            uint high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
